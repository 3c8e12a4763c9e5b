/**
 * Starts telemetry without top-level await: the only road into programs further down, by
 * `NODE_OPTIONS="--require …/register_sync.cjs"`.
 *
 * CommonJS, because Deno 2.9 refuses to `--require` an ES module that has imports of its own
 * ("Cannot require() ES Module … in a cycle"); from here it may be required. Node, as of npm, reads
 * NODE_OPTIONS too, and must not notice.
 */
const OWN_COMMAND =
  /\/telemetry-setup\/(cli|dist\/entries(\/otel-deno-bin)?)\/(instrument|bootstrap|doctor|explain)\.[jt]s$/;

// Our own commands are no applications.
if (typeof Deno !== "undefined" && !OWN_COMMAND.test(Deno.mainModule)) {
  require("./start_once.ts").startOnce();
}
