import { deepEqual, equal } from "node:assert/strict";
import { encodeTraces } from "@otel-deno/otlp";
import { decodeSpans } from "../items/decode_parts.ts";
import { splitMessages } from "./split_messages.ts";

Deno.test("splitMessages() finds each span, of whatever length, so that decodeSpans() reads it alone", () => {
  const names = [0, 1, 100, 127, 128, 20_000, 3_000_000].map((length) => "x".repeat(length));
  const spans = names.map((name) => ({ traceId: "ab".repeat(16), name }));
  const { bytes, offsets } = splitMessages(
    encodeTraces({ resourceSpans: [{ scopeSpans: [{ spans }] }] }, "protobuf"),
    2,
  );
  equal(offsets.length, names.length + 1);
  const parts = names.map((_, index) => bytes.subarray(offsets[index], offsets[index + 1]));
  for (const [index, part] of parts.entries()) {
    deepEqual(decodeSpans([part]).map(({ name }) => name.length), [names[index]!.length]);
  }
  deepEqual(decodeSpans(parts.toReversed()).map(({ name }) => name), names.toReversed());
});

Deno.test("splitMessages() finds nothing in a message without members", () => {
  deepEqual(splitMessages(new Uint8Array(), 2).offsets, [0]);
  deepEqual(decodeSpans([]), []);
});
