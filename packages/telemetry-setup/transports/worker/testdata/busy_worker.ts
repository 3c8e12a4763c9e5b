// A delivery worker that never comes to what it is given, as on a machine that has no time for it.
setInterval(() => {}, 1000);
