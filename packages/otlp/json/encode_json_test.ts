import { equal, throws } from "node:assert/strict";
import { type AnyValue, type Encodable, encodeLogs, encodeTraces, type Span } from "../mod.ts";

Deno.test("encodeJson() writes values as ProtoJSON does", () => {
  equal(body({ intValue: 2n ** 63n - 1n }), '{"intValue":"9223372036854775807"}');
  equal(body({ intValue: -7 }), '{"intValue":"-7"}');
  equal(body({ doubleValue: -0 }), '{"doubleValue":"-0"}');
  equal(body({ doubleValue: 1e21 }), '{"doubleValue":1e+21}');
  equal(body({ doubleValue: NaN }), '{"doubleValue":"NaN"}');
  equal(body({ doubleValue: -Infinity }), '{"doubleValue":"-Infinity"}');
  equal(body({ bytesValue: Uint8Array.of(0xfb, 0xff) }), '{"bytesValue":"+/8="}');
  equal(body({ boolValue: false }), '{"boolValue":false}');
  equal(body({ stringValue: '"\\\n\u2028' }), '{"stringValue":"\\"\\\\\\n\u2028"}');
  equal(body({ arrayValue: {} }), '{"arrayValue":{}}');
  equal(body({}), "{}");
});

Deno.test("encodeJson() writes U+FFFD, when a surrogate is alone", () => {
  equal(body({ stringValue: "a\ud83c" }), '{"stringValue":"a\ufffd"}');
});

Deno.test("encodeJson() writes lowercase ids, and throws SyntaxError when they are not hexadecimal", () => {
  equal(span({ traceId: "ABCDEF" }), '{"traceId":"abcdef"}');
  for (const traceId of ["abc", "xy", '"}']) {
    throws(() => span({ traceId }), { name: "SyntaxError", message: /^Cannot encode an id: / });
  }
});

Deno.test("encodeJson() leaves out what is absent or the default", () => {
  equal(
    span({ name: "", kind: 0, flags: -0, startTimeUnixNano: 0, attributes: [], status: undefined }),
    "{}",
  );
  equal(span({ status: {}, attributes: [{}] }), '{"attributes":[{}],"status":{}}');
});

Deno.test("encodeJson() throws RangeError, when a number has no place in its type", () => {
  const wrong: Encodable<Span>[] = [
    { kind: 1.5 },
    { flags: -1 },
    { droppedEventsCount: 2 ** 32 },
    { startTimeUnixNano: -1n },
    { startTimeUnixNano: 2 ** 60 },
  ];
  for (const fields of wrong) {
    throws(() => span(fields), { name: "RangeError", message: /^Cannot encode an .*integer of / });
  }
});

function body(value: Encodable<AnyValue>): string {
  const bytes = encodeLogs(
    { resourceLogs: [{ scopeLogs: [{ logRecords: [{ body: value }] }] }] },
    "json",
  );
  return inside(bytes, '{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"body":', "}]}]}]}");
}

function span(fields: Encodable<Span>): string {
  const bytes = encodeTraces({ resourceSpans: [{ scopeSpans: [{ spans: [fields] }] }] }, "json");
  return inside(bytes, '{"resourceSpans":[{"scopeSpans":[{"spans":[', "]}]}]}");
}

function inside(bytes: Uint8Array, before: string, after: string): string {
  const text = new TextDecoder().decode(bytes);
  equal(text.startsWith(before) && text.endsWith(after), true, text);
  return text.slice(before.length, -after.length);
}
