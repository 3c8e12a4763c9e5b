import type { IAttributesProcessor } from "@opentelemetry/sdk-metrics";

/** Whether processors, all of which decide by keys alone, leave out an attribute. */
export function leavesOut(processors: readonly IAttributesProcessor[], key: string): boolean {
  return processors.some((processor) => !Object.hasOwn(processor.process({ [key]: 0 }), key));
}
