// Hot path: one more call for each request.
import { diag } from "@opentelemetry/api";
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
  let recorder: ServerRequestRecorder | undefined;
  function make(): ServerRequestRecorder {
    try {
      return create();
    } catch (error) {
      diag.warn("Cannot record HTTP requests", error);
      return RECORDS_NOTHING;
    }
  }
  return {
    excludes: (request) => (recorder ??= make()).excludes(request),
    start: (request, options) => (recorder ??= make()).start(request, options),
  };
}
