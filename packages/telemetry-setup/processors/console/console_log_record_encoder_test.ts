import type { AnyValue } from "@opentelemetry/api";
import {
  InMemoryLogRecordExporter,
  LoggerProvider,
  type ReadableLogRecord,
  SimpleLogRecordProcessor,
} from "@opentelemetry/sdk-logs";
import { deepEqual, equal } from "node:assert/strict";
import { createConsoleLogRecordEncoder } from "./console_log_record_encoder.ts";
// Printed by OpenTelemetry Python for the same records: see make_fixtures.py.
import printedByPython from "../testdata/console_output.json" with { type: "json" };
import { sampleLogRecords } from "../testdata/sample_log_records.ts";

Deno.test("createConsoleLogRecordEncoder() prints what Python prints, when the record is the same", () => {
  // Python escapes text beyond ASCII.
  const python = printedByPython.log_records.join("\n").replaceAll("\\u2684", "⚄");

  equal(print(sampleLogRecords()), python);
});

Deno.test("createConsoleLogRecordEncoder() prints the fields in the documented order", () => {
  const [record] = sampleLogRecords();
  // deno-fmt-ignore
  deepEqual(Object.keys(JSON.parse(print([record!]))), [
    "body", "severity_number", "severity_text", "attributes", "dropped_attributes", "timestamp",
    "observed_timestamp", "trace_id", "span_id", "trace_flags", "resource", "event_name",
  ]);
});

Deno.test("createConsoleLogRecordEncoder() prints JSON that parses, when the body is any value", () => {
  const cycle: unknown[] = [];
  cycle.push(cycle);
  const revoked = Proxy.revocable({}, {});
  revoked.revoke();
  const cases: readonly (readonly [unknown, unknown])[] = [
    [undefined, null],
    [null, null],
    [NaN, "NaN"],
    [-Infinity, "-Infinity"],
    [7n, 7],
    [new Uint8Array([0, 255]), "AP8="],
    [{ a: [1, { b: undefined }] }, { a: [1, { b: null }] }],
    [cycle, ["[Circular]"]],
    [revoked.proxy, "[Unreadable]"],
    ["line\r\n\u001b[2J\u009b2J\ud800", "line\r\n\u001b[2J\u009b2J\ud800"],
  ];
  for (const [body, printed] of cases) deepEqual(JSON.parse(print([emitted(body)])).body, printed);
});

Deno.test("createConsoleLogRecordEncoder() prints null, when a time is not a number", () => {
  const record: ReadableLogRecord = Object.create(sampleLogRecords()[0]!, {
    hrTime: { value: [NaN, NaN] },
  });
  equal(JSON.parse(print([record])).timestamp, null);
});

Deno.test("createConsoleLogRecordEncoder() prints nothing, when there are no records", () => {
  equal(createConsoleLogRecordEncoder().encode([]), undefined);
});

function emitted(body: unknown): ReadableLogRecord {
  const exporter = new InMemoryLogRecordExporter();
  new LoggerProvider({ processors: [new SimpleLogRecordProcessor({ exporter })] })
    .getLogger("test")
    .emit({ body: body as AnyValue });
  return exporter.getFinishedLogRecords()[0]!;
}

function print(records: readonly ReadableLogRecord[]): string {
  return new TextDecoder().decode(createConsoleLogRecordEncoder().encode(records));
}
