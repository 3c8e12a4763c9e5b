import { SeverityNumber } from "@opentelemetry/api";
import assert from "node:assert/strict";
import { emitStdLogRecord, type StdLogRecord } from "./std_log_record.ts";
import { recordTelemetry } from "./testdata/record_telemetry.ts";

function emitted(record: Partial<StdLogRecord>) {
  using telemetry = recordTelemetry();
  const complete = {
    msg: "rolled",
    args: [],
    level: 20,
    levelName: "INFO",
    loggerName: "dice",
    datetime: new Date(1_700_000_000_123),
    ...record,
  };
  emitStdLogRecord(complete, telemetry.loggerProvider, { now: () => [1_700_000_000, 124_456_789] });
  return telemetry.takeLogs();
}

Deno.test("emitStdLogRecord() takes the levels for severities, also those between", () => {
  const levels = [0, 10, 20, 25, 30, 40, 50, 60];
  assert.deepEqual(levels.map((level) => emitted({ level })[0]?.severityNumber), [
    SeverityNumber.UNSPECIFIED,
    SeverityNumber.DEBUG,
    SeverityNumber.INFO,
    SeverityNumber.INFO,
    SeverityNumber.WARN,
    SeverityNumber.ERROR,
    SeverityNumber.FATAL,
    SeverityNumber.FATAL,
  ]);
});

Deno.test("emitStdLogRecord() gives a record of this moment the finer time, a late one its own", () => {
  assert.deepEqual(emitted({})[0]?.hrTime, [1_700_000_000, 124_456_789]);
  const [late] = emitted({ datetime: new Date(1_600_000_000_000) });
  assert.deepEqual(late?.hrTime, [1_600_000_000, 0]);
  assert.deepEqual(late?.hrTimeObserved, [1_700_000_000, 124_456_789]);
});

Deno.test("emitStdLogRecord() tells no line of the application, when that is not asked for", () => {
  assert.deepEqual(emitted({ args: [{ sides: 6 }] })[0]?.attributes, { sides: 6 });
});

Deno.test("emitStdLogRecord() never throws", () => {
  using telemetry = recordTelemetry();
  const { proxy, revoke } = Proxy.revocable({} as StdLogRecord, {});
  revoke();
  assert.doesNotThrow(() => emitStdLogRecord(proxy, telemetry.loggerProvider));
  assert.deepEqual(telemetry.takeLogs(), []);
});
