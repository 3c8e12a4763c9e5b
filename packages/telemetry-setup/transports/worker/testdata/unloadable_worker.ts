// A delivery worker of which nothing runs.
throw new Error("no such dependency");
