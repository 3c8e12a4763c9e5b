import type { AnyValue, KeyValue } from "@otel-deno/otlp";

/** A value of a sample. */
export type SampleValue = string | number | boolean | readonly SampleValue[];

/** Attributes as OTLP has them; whole numbers are integers. */
export function toAttributes(values: Readonly<Record<string, SampleValue>>): KeyValue[] {
  return Object.entries(values).map(([key, value]) => ({ key, value: toValue(value) }));
}

function toValue(value: SampleValue): AnyValue {
  switch (typeof value) {
    case "string":
      return { stringValue: value };
    case "boolean":
      return { boolValue: value };
    case "number":
      return Number.isInteger(value) ? { intValue: BigInt(value) } : { doubleValue: value };
    default:
      return { arrayValue: { values: value.map(toValue) } };
  }
}
