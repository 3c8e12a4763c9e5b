import { decodeLogs, decodeMetrics, decodeTraces } from "@otel-deno/otlp";
import assert from "node:assert/strict";
import { type DebugRecords, formatDebug } from "./format_debug.ts";

// What OpenTelemetry's getting started for Python sends, and what the Collector prints for it.
const RESOURCE = {
  attributes: [
    { key: "telemetry.sdk.language", value: { stringValue: "python" } },
    { key: "service.name", value: { stringValue: "dice-server" } },
  ],
};
const TRACE_ID = "e8aab287930e3d0875696aa5544db3b3";
const SPAN_ID = "4cd92713ba3625a8";

function json(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}

const TRACES = decodeTraces(
  json({
    resourceSpans: [{
      resource: RESOURCE,
      scopeSpans: [{
        scope: { name: "diceroller.tracer" },
        spans: [{
          traceId: TRACE_ID,
          spanId: SPAN_ID,
          parentSpanId: "71f23e5bbf898fc7",
          name: "roll",
          kind: 1,
          startTimeUnixNano: "1795368023441241678",
          endTimeUnixNano: "1795368023442048782",
          attributes: [{ key: "roll.value", value: { stringValue: "1" } }],
        }],
      }],
    }],
  }),
  "json",
);
const LOGS = decodeLogs(
  json({
    resourceLogs: [{
      resource: RESOURCE,
      scopeLogs: [{
        scope: { name: "app" },
        logRecords: [{
          timeUnixNano: "1795368023441779920",
          observedTimeUnixNano: "1795368023441931938",
          severityNumber: 13,
          severityText: "WARN",
          body: { stringValue: "alice is rolling the dice: 1" },
          attributes: [{ key: "code.line.number", value: { intValue: "20" } }],
          traceId: TRACE_ID,
          spanId: SPAN_ID,
          flags: 3,
        }],
      }],
    }],
  }),
  "json",
);
const METRICS = decodeMetrics(
  json({
    resourceMetrics: [{
      resource: RESOURCE,
      scopeMetrics: [{
        scope: { name: "diceroller.meter" },
        metrics: [{
          name: "dice.rolls",
          description: "The number of rolls by roll value",
          sum: {
            aggregationTemporality: 2,
            isMonotonic: true,
            dataPoints: [{
              attributes: [{ key: "roll.value", value: { stringValue: "1" } }],
              startTimeUnixNano: "1795368023441400885",
              timeUnixNano: "1795368025873066790",
              asInt: "1",
              exemplars: [{
                traceId: TRACE_ID,
                spanId: SPAN_ID,
                timeUnixNano: "1795368023441317992",
                asInt: "1",
              }],
            }],
          },
        }],
      }],
    }],
  }),
  "json",
);

Deno.test("formatDebug() prints all of a span", () => {
  assert.equal(
    formatDebug({ signal: "traces", request: TRACES }, { verbosity: "detailed" }),
    `Traces\t{"resource spans": 1, "spans": 1}
ResourceSpans #0
Resource SchemaURL: 
Resource attributes:
     -> telemetry.sdk.language: Str(python)
     -> service.name: Str(dice-server)
ScopeSpans #0
ScopeSpans SchemaURL: 
InstrumentationScope diceroller.tracer 
Span #0
    Trace ID       : e8aab287930e3d0875696aa5544db3b3
    Parent ID      : 71f23e5bbf898fc7
    ID             : 4cd92713ba3625a8
    Name           : roll
    Kind           : Internal
    Start time     : 2026-11-22 17:20:23.441241678 +0000 UTC
    End time       : 2026-11-22 17:20:23.442048782 +0000 UTC
    Status code    : Unset
    Status message : 
    DroppedAttributesCount: 0
    DroppedEventsCount: 0
    DroppedLinksCount: 0
Attributes:
     -> roll.value: Str(1)
`,
  );
});

Deno.test("formatDebug() prints all of a log record", () => {
  assert.equal(
    formatDebug({ signal: "logs", request: LOGS }, { verbosity: "detailed" }),
    `Logs\t{"resource logs": 1, "log records": 1}
ResourceLog #0
Resource SchemaURL: 
Resource attributes:
     -> telemetry.sdk.language: Str(python)
     -> service.name: Str(dice-server)
ScopeLogs #0
ScopeLogs SchemaURL: 
InstrumentationScope app 
LogRecord #0
ObservedTimestamp: 2026-11-22 17:20:23.441931938 +0000 UTC
Timestamp: 2026-11-22 17:20:23.44177992 +0000 UTC
SeverityText: WARN
SeverityNumber: Warn(13)
Body: Str(alice is rolling the dice: 1)
Attributes:
     -> code.line.number: Int(20)
Trace ID: e8aab287930e3d0875696aa5544db3b3
Span ID: 4cd92713ba3625a8
Flags: 3
`,
  );
});

Deno.test("formatDebug() prints all of a metric", () => {
  assert.equal(
    formatDebug({ signal: "metrics", request: METRICS }, { verbosity: "detailed" }),
    `Metrics\t{"resource metrics": 1, "metrics": 1, "data points": 1}
ResourceMetrics #0
Resource SchemaURL: 
Resource attributes:
     -> telemetry.sdk.language: Str(python)
     -> service.name: Str(dice-server)
ScopeMetrics #0
ScopeMetrics SchemaURL: 
InstrumentationScope diceroller.meter 
Metric #0
Descriptor:
     -> Name: dice.rolls
     -> Description: The number of rolls by roll value
     -> Unit: 
     -> DataType: Sum
     -> IsMonotonic: true
     -> AggregationTemporality: Cumulative
NumberDataPoints #0
Data point attributes:
     -> roll.value: Str(1)
StartTimestamp: 2026-11-22 17:20:23.441400885 +0000 UTC
Timestamp: 2026-11-22 17:20:25.87306679 +0000 UTC
Value: 1
Exemplars:
Exemplar #0
     -> Trace ID: e8aab287930e3d0875696aa5544db3b3
     -> Span ID: 4cd92713ba3625a8
     -> Timestamp: 2026-11-22 17:20:23.441317992 +0000 UTC
     -> Value: 1
`,
  );
});

Deno.test("formatDebug() prints a line for each item, or counts them only", () => {
  const all: readonly DebugRecords[] = [
    { signal: "traces", request: TRACES },
    { signal: "metrics", request: METRICS },
    { signal: "logs", request: LOGS },
  ];
  const last = (text: string) => text.split("\n").at(-2);
  assert.deepEqual(all.map((records) => last(formatDebug(records, { verbosity: "normal" }))), [
    `roll ${TRACE_ID} ${SPAN_ID} roll.value=1`,
    "dice.rolls{roll.value=1} 1",
    "alice is rolling the dice: 1 code.line.number=20",
  ]);
  assert.deepEqual(all.map((records) => formatDebug(records)), [
    'Traces\t{"resource spans": 1, "spans": 1}\n',
    'Metrics\t{"resource metrics": 1, "metrics": 1, "data points": 1}\n',
    'Logs\t{"resource logs": 1, "log records": 1}\n',
  ]);
});

Deno.test("formatDebug() lets nothing that comes in command a terminal", () => {
  const body = { stringValue: "red: \x1b[31m, title: \x9d0;x\x07, back: \r\b, line\n\ttwo" };
  const request = decodeLogs(
    json({ resourceLogs: [{ scopeLogs: [{ logRecords: [{ body }] }] }] }),
    "json",
  );
  assert.equal(
    formatDebug({ signal: "logs", request }, { verbosity: "normal" }).split("\n").slice(-3).join(
      "\n",
    ),
    "red: \\u001b[31m, title: \\u009d0;x\\u0007, back: \\u000d\\u0008, line\n\ttwo \n",
  );
});
