import type { Attributes } from "@opentelemetry/api";
import {
  createAllowListAttributesProcessor,
  createDenyListAttributesProcessor,
  type IAttributesProcessor,
} from "@opentelemetry/sdk-metrics";

/**
 * A processor of a view that keeps or leaves out attributes by their keys alone, so that it need not
 * be asked for each measurement.
 *
 * @example
 * ```ts
 * import { AttributeKeysFilter } from "./attribute_keys_filter.ts";
 * import assert from "node:assert/strict";
 *
 * const filter = new AttributeKeysFilter((key) => key.startsWith("http."));
 * assert.deepEqual(filter.process({ "http.route": "/", "url.path": "/" }), { "http.route": "/" });
 * ```
 */
export class AttributeKeysFilter implements IAttributesProcessor {
  readonly #keeps: (key: string) => boolean;

  constructor(keeps: (key: string) => boolean) {
    this.#keeps = keeps;
  }

  process(incoming: Attributes): Attributes {
    return Object.fromEntries(Object.entries(incoming).filter(([key]) => this.#keeps(key)));
  }
}

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

/** Whether processors, all of which decide by keys alone, leave out an attribute. */
export function leavesOut(processors: readonly IAttributesProcessor[], key: string): boolean {
  return processors.some((processor) => !Object.hasOwn(processor.process({ [key]: 0 }), key));
}
