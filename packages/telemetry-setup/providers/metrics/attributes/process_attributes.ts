// Hot path: runs for each measurement beyond the limit of cardinality.
import type { Attributes, Context } from "@opentelemetry/api";
import type { IAttributesProcessor } from "@opentelemetry/sdk-metrics";

/**
 * What the processors of a view leave of attributes, without members that are `undefined`.
 *
 * @param attributes Nobody changes them afterwards.
 */
export function processAttributes(
  attributes: Attributes,
  { processors, context }: {
    readonly processors: readonly IAttributesProcessor[];
    readonly context: Context;
  },
): Attributes {
  if (processors.length === 0) return isDefined(attributes) ? attributes : copyDefined(attributes);
  let processed = attributes;
  for (const processor of processors) processed = processor.process(processed, context);
  // It may be an object of the processor's, to be used again.
  return copyDefined(processed);
}

function isDefined(attributes: Attributes): boolean {
  for (const key in attributes) if (attributes[key] === undefined) return false;
  return true;
}

function copyDefined(attributes: Attributes): Attributes {
  const copy: Attributes = {};
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined) copy[key] = value;
  }
  return copy;
}
