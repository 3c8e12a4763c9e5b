import type { Attributes, Context } from "@opentelemetry/api";
import type { IAttributesProcessor } from "@opentelemetry/sdk-metrics";

/** The attributes of what is beyond the limit. */
export const OVERFLOW: Attributes = Object.freeze({ "otel.metric.overflow": true });

/** What the processors of a view leave of attributes: a copy, without what is `undefined`. */
export function processAttributes(
  attributes: Attributes,
  { processors, context }: {
    readonly processors: readonly IAttributesProcessor[];
    readonly context: Context;
  },
): Attributes {
  let processed = attributes;
  for (const processor of processors) processed = processor.process(processed, context);
  const copy: Attributes = {};
  for (const [key, value] of Object.entries(processed)) {
    if (value !== undefined) copy[key] = value;
  }
  return copy;
}
