import { deepEqual, equal, throws } from "node:assert/strict";
import { decodeLogs, decodeMetrics, decodeTraces, OtlpDecodeError } from "../mod.ts";

Deno.test("decodeJson() says at which member the text is at fault", () => {
  const cases = [
    [[], "", "the JSON text is not an object"],
    [{ resourceSpans: {} }, "resourceSpans", "resourceSpans is not a list"],
    [{ resourceSpans: [7] }, "resourceSpans[0]", "resourceSpans[0] is not an object"],
    [{ resourceSpans: [{}, null] }, "resourceSpans[1]", "resourceSpans[1] is not an object"],
    [
      { resourceSpans: [{ scopeSpans: [{}, { spans: [{}, {}, { traceId: "xyz" }] }] }] },
      "resourceSpans[0].scopeSpans[1].spans[2].traceId",
      "resourceSpans[0].scopeSpans[1].spans[2].traceId is not pairs of hexadecimal digits",
    ],
    [
      {
        resourceSpans: [{ resource: { attributes: [{ value: { arrayValue: { values: [7] } } }] } }],
      },
      "resourceSpans[0].resource.attributes[0].value.arrayValue.values[0]",
      "resourceSpans[0].resource.attributes[0].value.arrayValue.values[0] is not an object",
    ],
  ] as const;
  for (const [json, path, state] of cases) {
    throws(() => decodeTraces(toText(json), "json"), (error: unknown) => {
      equal(error instanceof OtlpDecodeError, true);
      deepEqual([(error as OtlpDecodeError).path, (error as OtlpDecodeError).offset], [
        path,
        undefined,
      ]);
      equal((error as OtlpDecodeError).message, `Cannot decode TracesData: ${state}`);
      return true;
    });
  }
});

Deno.test("decodeJson() takes null for absent, but not as an item of a list", () => {
  const json = { resourceLogs: [{ resource: null, scopeLogs: null, schemaUrl: null }] };
  deepEqual(decodeLogs(toText(json), "json"), {
    resourceLogs: [{ scopeLogs: [], schemaUrl: "" }],
  });
  throws(() => decodeLogs(toText({ resourceLogs: [null] }), "json"), OtlpDecodeError);
});

Deno.test("decodeJson() refuses two members of a oneof, but not when one of them is null", () => {
  const body = (value: object) => ({
    resourceLogs: [{ scopeLogs: [{ logRecords: [{ body: value }] }] }],
  });
  const decoded = decodeLogs(toText(body({ stringValue: null, intValue: 7 })), "json");
  deepEqual(decoded.resourceLogs[0]?.scopeLogs[0]?.logRecords[0]?.body, { intValue: 7n });
  throws(() => decodeLogs(toText(body({ stringValue: "", intValue: 7 })), "json"), {
    path: "resourceLogs[0].scopeLogs[0].logRecords[0].body.intValue",
  });
  const metric = { resourceMetrics: [{ scopeMetrics: [{ metrics: [{ gauge: {}, sum: {} }] }] }] };
  throws(() => decodeMetrics(toText(metric), "json"), {
    path: "resourceMetrics[0].scopeMetrics[0].metrics[0].sum",
  });
});

Deno.test("decodeJson() ignores members that it does not know, and the names of the .proto files", () => {
  const json = {
    resource_spans: 7,
    resourceSpans: [{ schemaUrl: "x", schema_url: 7, new: { deep: [] } }],
    constructor: 7,
    ["__proto__"]: { resourceSpans: 7 },
    keyStrindex: 1,
  };
  deepEqual(decodeTraces(toText(json), "json"), {
    resourceSpans: [{ scopeSpans: [], schemaUrl: "x" }],
  });
});

Deno.test("decodeJson() reads references into the dictionary of profiles as if they were absent", () => {
  const json = {
    resourceLogs: [{
      resource: { attributes: [{ keyStrindex: 1, value: { stringValueStrindex: 2 } }] },
    }],
  };
  deepEqual(decodeLogs(toText(json), "json").resourceLogs[0]?.resource?.attributes, [
    { key: "", value: {} },
  ]);
});

Deno.test("decodeJson() reads integers exactly, when they are numbers in the text", () => {
  const text = '{"resourceSpans":[{"scopeSpans":[{"spans":[' +
    '{"startTimeUnixNano":1544712660000000123,"endTimeUnixNano":18446744073709551615}]}]}]}';
  const span = decodeTraces(new TextEncoder().encode(text), "json")
    .resourceSpans[0]?.scopeSpans[0]?.spans[0];
  equal(span?.startTimeUnixNano, 1_544_712_660_000_000_123n);
  equal(span?.endTimeUnixNano, 2n ** 64n - 1n);
});

function toText(json: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(json));
}
