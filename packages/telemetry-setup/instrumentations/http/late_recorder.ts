// Hot path: one more call for each request.
import { createLate } from "../create_late.ts";
import type { ServerRequestRecorder } from "./server_request_recorder.ts";

/** Where none can be made, requests are served all the same. */
const RECORDS_NOTHING: ServerRequestRecorder = {
  excludes: () => false,
  start: () => undefined,
};

/**
 * A recorder that is made when the first request comes: its instruments and settings take a start
 * more than a millisecond, and most commands serve nothing.
 *
 * @param create Makes it, once. If that fails, nothing is recorded, and one line says why.
 *
 * @example
 * ```ts
 * import { createLateRecorder } from "./late_recorder.ts";
 * import assert from "node:assert/strict";
 *
 * let made = 0;
 * const recorder = createLateRecorder(() => {
 *   made++;
 *   return { excludes: () => true, start: () => undefined };
 * });
 * assert.equal(made, 0);
 * const request = new Request("http://localhost/");
 * assert.ok(recorder.excludes(request) && recorder.excludes(request));
 * assert.equal(made, 1);
 * ```
 */
export function createLateRecorder(create: () => ServerRequestRecorder): ServerRequestRecorder {
  const recorder = createLate(create, {
    instead: RECORDS_NOTHING,
    failure: "Cannot record HTTP requests",
  });
  return {
    excludes: (request) => recorder.get().excludes(request),
    start: (request, options) => recorder.get().start(request, options),
  };
}
