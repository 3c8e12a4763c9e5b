import type { LogRecordProcessor, ReadWriteLogRecord } from "@opentelemetry/sdk-logs";
import { Chance, KEYS, TEXTS } from "./chance.ts";

/** A processor that changes records, always in the same way for the same seed. */
export function createChanger(seed: number): LogRecordProcessor {
  const chance = new Chance(seed);
  return {
    onEmit(record: ReadWriteLogRecord) {
      if (chance.below(3) > 0) return;
      record.setAttribute(chance.of(KEYS), chance.value()).setAttributes(chance.attributes());
      if (chance.below(2) === 0) record.setBody(chance.value()).setEventName(chance.of(TEXTS));
      if (chance.below(2) === 0) record.setSeverityNumber(9).setSeverityText(chance.of(TEXTS));
      if (chance.below(2) === 0) record.hrTime = [5, 5];
    },
    forceFlush: () => Promise.resolve(),
    shutdown: () => Promise.resolve(),
  };
}
