import type { Attributes } from "@opentelemetry/api";
import type { IAttributesProcessor } from "@opentelemetry/sdk-metrics";

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
