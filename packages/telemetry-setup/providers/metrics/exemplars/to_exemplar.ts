import { type Attributes, isSpanContextValid } from "@opentelemetry/api";
import type { Exemplar } from "../../../processors/exemplar.ts";
import type { KeptMeasurement } from "./exemplar_reservoir.ts";

/** An exemplar of a data point: of the measurement's attributes it has those that the point lacks. */
export function toExemplar(
  { value, time, attributes, spanContext }: KeptMeasurement,
  pointAttributes: Attributes,
): Exemplar {
  const filteredAttributes: Attributes = {};
  for (const [key, member] of Object.entries(attributes)) {
    if (!Object.hasOwn(pointAttributes, key)) filteredAttributes[key] = member;
  }
  if (spanContext === undefined || !isSpanContextValid(spanContext)) {
    return { value, time, filteredAttributes };
  }
  const { traceId, spanId } = spanContext;
  return { value, time, filteredAttributes, traceId, spanId };
}
