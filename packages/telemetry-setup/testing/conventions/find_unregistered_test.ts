import { decodeLogs, decodeMetrics, decodeTraces } from "@otel-deno/otlp";
import assert from "node:assert/strict";
import { findUnregistered } from "./find_unregistered.ts";

const json = (value: object) => new TextEncoder().encode(JSON.stringify(value));
const text = (key: string, stringValue = "x") => ({ key, value: { stringValue } });
const NONE = { traces: [], metrics: [], logs: [] };

function traces(attributes: object[], { events = [] as object[], resource = [] as object[] } = {}) {
  const span = { name: "x", attributes, events };
  const data = { resource: { attributes: resource }, scopeSpans: [{ spans: [span] }] };
  return { ...NONE, traces: [decodeTraces(json({ resourceSpans: [data] }), "json")] };
}

function metrics(metric: object) {
  const data = { scopeMetrics: [{ metrics: [metric] }] };
  return { ...NONE, metrics: [decodeMetrics(json({ resourceMetrics: [data] }), "json")] };
}

function logs(attributes: object[]) {
  const data = { scopeLogs: [{ logRecords: [{ attributes }] }] };
  return { ...NONE, logs: [decodeLogs(json({ resourceLogs: [data] }), "json")] };
}

Deno.test("findUnregistered() finds nothing, where all is in the tables", () => {
  const header = { arrayValue: { values: [{ stringValue: "blue" }] } };
  assert.deepEqual(
    findUnregistered(traces([
      text("http.request.method"),
      { key: "roll.value", value: { intValue: "4" } },
      { key: "http.request.header.x-team", value: header },
      { key: "diagnostics_channel.message.rolls", value: { intValue: "4" } },
      text("diagnostics_channel.message.route.url"),
    ], { resource: [text("service.name")] })),
    [],
  );
  assert.deepEqual(findUnregistered(logs([text("player")])), []);
});

Deno.test("findUnregistered() names attributes in no table, wherever they are", () => {
  const sent = traces([text("http.verb")], {
    events: [{ name: "e", attributes: [text("event.extra")] }],
    resource: [text("host.serial")],
  });
  assert.deepEqual(findUnregistered(sent), [
    "resource attribute host.serial: in no table",
    "span attribute event.extra: in no table",
    "span attribute http.verb: in no table",
  ]);
});

Deno.test("findUnregistered() names types and places that are not those of the table", () => {
  assert.deepEqual(findUnregistered(traces([text("http.response.status_code"), text("player")])), [
    "span attribute http.response.status_code: string, not int",
    "span attribute player: only for log",
  ]);
});

Deno.test("findUnregistered() names metrics in no table, and what differs of the others", () => {
  const point = { asDouble: 1.5, attributes: [text("cpu.mode"), text("url.path")] };
  assert.deepEqual(findUnregistered(metrics({ name: "process.cpu", unit: "s" })), [
    "metric process.cpu: in no table",
  ]);
  assert.deepEqual(
    findUnregistered(
      metrics({ name: "process.cpu.time", unit: "S", gauge: { dataPoints: [point] } }),
    ),
    [
      "metric process.cpu.time: has url.path, which it should not have",
      "metric process.cpu.time: instrument gauge, not counter",
      "metric process.cpu.time: unit S, not s",
    ],
  );
  const sum = { dataPoints: [{ asDouble: 1.5 }], isMonotonic: false };
  assert.deepEqual(
    findUnregistered(metrics({ name: "process.memory.usage", unit: "By", sum })),
    ["metric process.memory.usage: value double, not int"],
  );
});
