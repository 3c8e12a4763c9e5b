import { deepEqual, equal, ok, throws } from "node:assert/strict";
import { decodeMetrics, decodeTraces, encodeLogs, encodeMetrics, encodeTraces } from "../mod.ts";
import { CODECS } from "../testdata/codecs.ts";
import { loadFixtures } from "../testdata/load_fixtures.ts";
import { toPlainJson } from "../testdata/to_plain_json.ts";

for (const { name, kind, protobuf, json } of loadFixtures()) {
  const { decode, encode } = CODECS[kind];

  Deno.test(`encodeRecord() writes the bytes that Python writes, when it is ${name}`, () => {
    deepEqual(encode(decode(protobuf, "protobuf"), "protobuf"), protobuf);
  });

  Deno.test(`encodeRecord() writes the JSON that Python writes, when it is ${name}`, () => {
    const text = new TextDecoder().decode(encode(decode(protobuf, "protobuf"), "json"));
    deepEqual(toPlainJson(JSON.parse(text)), toPlainJson(json));
  });
}

for (const encoding of ["protobuf", "json"] as const) {
  Deno.test(`encodeRecord() takes what is left out for the default, when it writes ${encoding}`, () => {
    const sparse = encodeTraces({
      resourceSpans: [{
        resource: undefined,
        scopeSpans: [{ spans: [{ name: "roll", startTimeUnixNano: 7, parentSpanId: undefined }] }],
      }],
    }, encoding);
    const full = encodeTraces(decodeTraces(sparse, encoding), encoding);

    deepEqual(sparse, full);
    deepEqual(decodeTraces(full, encoding).resourceSpans[0]?.scopeSpans[0]?.spans[0], {
      traceId: "",
      spanId: "",
      traceState: "",
      parentSpanId: "",
      name: "roll",
      kind: 0,
      startTimeUnixNano: 7n,
      endTimeUnixNano: 0n,
      attributes: [],
      droppedAttributesCount: 0,
      events: [],
      droppedEventsCount: 0,
      links: [],
      droppedLinksCount: 0,
      flags: 0,
    });
  });

  Deno.test(`encodeRecord() writes the member with the lowest number, when a oneof in ${encoding} has two`, () => {
    const value = { intValue: 7, doubleValue: 0.5, stringValue: "" };
    const point = { asInt: 7, asDouble: 0, exemplars: [{ asInt: 7, asDouble: 0 }] };
    const metric = { sum: {}, gauge: { dataPoints: [point] }, metadata: [{ value }] };
    const bytes = encodeMetrics(
      { resourceMetrics: [{ scopeMetrics: [{ metrics: [metric] }] }] },
      encoding,
    );
    const decoded = decodeMetrics(bytes, encoding).resourceMetrics[0]?.scopeMetrics[0]?.metrics[0];

    equal(decoded?.sum, undefined);
    equal(decoded?.gauge?.dataPoints[0]?.asDouble, 0);
    equal(decoded?.gauge?.dataPoints[0]?.asInt, undefined);
    equal(decoded?.gauge?.dataPoints[0]?.exemplars[0]?.asInt, undefined);
    deepEqual(decoded?.metadata, [{ key: "", value: { stringValue: "" } }]);
  });

  Deno.test(`encodeRecord() throws RangeError, when values in ${encoding} are nested deeper than maxDepth`, () => {
    const nested = (depth: number): object =>
      depth === 0 ? {} : { arrayValue: { values: [nested(depth - 1)] } };
    const logs = (depth: number) => ({
      resourceLogs: [{ scopeLogs: [{ logRecords: [{ body: nested(depth) }] }] }],
    });
    const cycle: { kvlistValue: { values: object[] } } = { kvlistValue: { values: [] } };
    cycle.kvlistValue.values.push({ key: "self", value: cycle });

    ok(encodeLogs(logs(64), encoding).length > 0);
    ok(encodeLogs(logs(256), encoding, { maxDepth: 256 }).length > 0);
    throws(() => encodeLogs(logs(65), encoding), TOO_DEEP);
    throws(() => encodeLogs(logs(1), encoding, { maxDepth: 0 }), TOO_DEEP);
    throws(
      () =>
        encodeLogs(
          { resourceLogs: [{ scopeLogs: [{ logRecords: [{ body: cycle }] }] }] },
          encoding,
        ),
      TOO_DEEP,
    );
    throws(() => encodeLogs({}, encoding, { maxDepth: 257 }), {
      name: "RangeError",
      message: "Cannot limit the depth: maxDepth is 257, not an integer from 0 to 256",
    });
  });
}

Deno.test("encodeRecord() throws TypeError, when the encoding is none", () => {
  throws(() => encodeLogs({}, "xml" as "json"), {
    name: "TypeError",
    message: "Cannot encode LogsData: the encoding is xml",
  });
});

const TOO_DEEP = {
  name: "RangeError",
  message: "Cannot encode a value: it is nested deeper than maxDepth",
};
