import type { OtlpEncoding } from "../otlp_encoding.ts";
import { mergeJson } from "./merge_json.ts";
import { mergeProtobuf } from "./merge_protobuf.ts";

/**
 * Makes one export request out of several of the same signal, without decoding what is in them. All
 * items are in it, those of one resource and scope in the order of the requests.
 *
 * In protobuf, resources whose bytes and schema URL are equal become one, and so do scopes in them;
 * what is not known to OTLP keeps them apart. In JSON they stay as they are.
 *
 * @param requests The requests; only read. In JSON, each an object with one list, as
 * {@linkcode encodeTraces} and its like write them.
 * @param encoding The form that all of them have.
 * @returns The request: with one request that very array, otherwise one of its own.
 * @throws {OtlpDecodeError} If one of them is not such a request, as far as it is looked at.
 * @see {@link https://opentelemetry.io/docs/specs/otlp/#otlphttp-request | OTLP/HTTP requests}
 *
 * @example Two requests from the same process
 * ```ts
 * import { decodeTraces, encodeTraces, mergeRequests } from "@otel-deno/otlp";
 * import { deepEqual, equal } from "node:assert/strict";
 *
 * const request = (name: string) =>
 *   encodeTraces({ resourceSpans: [{ scopeSpans: [{ spans: [{ name }] }] }] }, "protobuf");
 *
 * const { resourceSpans } = decodeTraces(
 *   mergeRequests([request("roll"), request("throw")], "protobuf"),
 *   "protobuf",
 * );
 * equal(resourceSpans.length, 1);
 * deepEqual(resourceSpans[0]?.scopeSpans[0]?.spans.map(({ name }) => name), ["roll", "throw"]);
 * ```
 */
export function mergeRequests(
  requests: readonly Uint8Array[],
  encoding: OtlpEncoding,
): Uint8Array {
  const [first] = requests;
  if (first !== undefined && requests.length === 1) return first;
  switch (encoding) {
    case "protobuf":
      return mergeProtobuf(requests);
    case "json":
      return mergeJson(requests);
    default:
      throw new TypeError(`Cannot merge requests: the encoding is ${encoding}`);
  }
}
