/**
 * What is started: it says that it runs, and ends.
 *
 * @module
 */
Deno.stdout.writeSync(new TextEncoder().encode("running\n"));
