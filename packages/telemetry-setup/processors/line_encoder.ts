import type { Encoder } from "./encoder.ts";

/**
 * Makes each batch of an encoder for JSON one line, for files and streams of JSON lines.
 *
 * @param encoder Writes JSON without line feeds, as `JSON.stringify` does.
 * @see {@link https://opentelemetry.io/docs/specs/otel/protocol/file-exporter/#json-lines-file}
 *
 * @example A line
 * ```ts
 * import { equal } from "node:assert/strict";
 *
 * const encoder = createLineEncoder({
 *   contentType: "application/json",
 *   encode: (records) => new TextEncoder().encode(JSON.stringify(records)),
 * });
 * equal(new TextDecoder().decode(encoder.encode(["roll"])), '["roll"]\n');
 * equal(encoder.contentType, "application/x-ndjson");
 * ```
 */
export function createLineEncoder<T>(encoder: Encoder<T>): Encoder<T> {
  return {
    contentType: "application/x-ndjson",
    get repairedCount() {
      return encoder.repairedCount ?? 0;
    },
    encode(records) {
      const json = encoder.encode(records);
      if (json === undefined) return undefined;
      const line = new Uint8Array(json.length + 1);
      line.set(json);
      line[json.length] = LINE_FEED;
      return line;
    },
  };
}

const LINE_FEED = 10;
