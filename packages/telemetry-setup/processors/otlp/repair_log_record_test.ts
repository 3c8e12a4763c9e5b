import { deepEqual, equal } from "node:assert/strict";
import { repairLogRecord } from "./repair_log_record.ts";
import { sampleLogRecords } from "../testdata/sample_log_records.ts";

Deno.test("repairLogRecord() changes nothing, when text and times are sound", () => {
  const [record] = sampleLogRecords();
  const repaired = repairLogRecord(record!);

  equal(repaired.body, "alice is rolling the dice: 4");
  deepEqual(repaired.hrTime, [1_795_368_010, 407_427_000]);
  deepEqual(repaired.hrTimeObserved, [1_795_368_010, 407_799_000]);
  equal(repaired.severityNumber, 13);
  equal(repaired.severityText, "WARN");
  deepEqual(repaired.attributes, { player: "alice", "roll.value": 4 });
  equal(repaired.droppedAttributesCount, 1);
  equal(repaired.spanContext, record!.spanContext);
});

Deno.test("repairLogRecord() keeps the very resource and scope, by which records are grouped", () => {
  const [record] = sampleLogRecords();
  const repaired = repairLogRecord(record!);

  equal(repaired.resource, record!.resource);
  equal(repaired.instrumentationScope, record!.instrumentationScope);
});

Deno.test("repairLogRecord() writes the body as JSON text, when it is a map", () => {
  const event = sampleLogRecords()[1]!;
  const repaired = repairLogRecord(event);

  equal(JSON.parse(repaired.body as string).bytes, "AP8=");
  equal(repaired.eventName, "dice.rolled");
});
