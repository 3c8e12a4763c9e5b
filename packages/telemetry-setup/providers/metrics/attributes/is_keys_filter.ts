import {
  createAllowListAttributesProcessor,
  createDenyListAttributesProcessor,
  type IAttributesProcessor,
} from "@opentelemetry/sdk-metrics";
import { AttributeKeysFilter } from "./attribute_keys_filter.ts";

/** npm's own are made by functions; their classes have no public name. */
const FILTERS = [
  AttributeKeysFilter,
  createAllowListAttributesProcessor([]).constructor,
  createDenyListAttributesProcessor([]).constructor,
] as const;

/**
 * Whether a processor decides by keys alone: this distribution's and npm's two. Any other may do as
 * it likes with the attributes, and with the context.
 */
export function isKeysFilter(processor: IAttributesProcessor): boolean {
  return FILTERS.some((filter) => processor.constructor === filter);
}
