// Hot path: one more call for each outgoing request.
import { createLate } from "../../create_late.ts";
import type { ClientRequestRecorder } from "./client_request_recorder.ts";

/** Where none can be made, requests are sent all the same. */
const RECORDS_NOTHING: ClientRequestRecorder = {
  wants: () => false,
  start: () => undefined,
  isUnderWay: () => false,
  [Symbol.dispose]() {},
};

/**
 * A recorder that is made when the first request is sent: no start waits for its instruments and
 * settings.
 *
 * @param create Makes it, once. If that fails, nothing is recorded, and one line says why.
 *
 * @example
 * ```ts
 * import { createLateClientRecorder } from "./late_client_recorder.ts";
 * import assert from "node:assert/strict";
 *
 * const asked: string[] = [];
 * const recorder = createLateClientRecorder(() => ({
 *   wants: (url) => asked.push(url) > 0,
 *   start: () => undefined,
 *   isUnderWay: () => true,
 *   [Symbol.dispose]() {},
 * }));
 * assert.equal(recorder.isUnderWay("b7ad6b7169203331"), false);
 * assert.equal(recorder.wants("http://localhost/"), true);
 * assert.deepEqual(asked, ["http://localhost/"]);
 * assert.equal(recorder.isUnderWay("b7ad6b7169203331"), true);
 * ```
 */
export function createLateClientRecorder(
  create: () => ClientRequestRecorder,
): ClientRequestRecorder {
  const recorder = createLate(create, {
    instead: RECORDS_NOTHING,
    failure: "Cannot record outgoing HTTP requests",
  });
  return {
    wants: (url) => recorder.get().wants(url),
    start: (request) => recorder.get().start(request),
    isUnderWay: (spanId) => recorder.peek()?.isUnderWay(spanId) ?? false,
    [Symbol.dispose]: () => recorder.peek()?.[Symbol.dispose](),
  };
}
