import type { Attributes } from "@opentelemetry/api";
import type { Resource } from "@opentelemetry/resources";

/** A resource as the console encoders print it. */
export interface FormattedResource {
  /** The attributes as they are: any value is left to the JSON formatter. */
  readonly attributes: Attributes;
  /** Empty where the resource has none. */
  readonly schema_url: string;
}

/**
 * Gives a resource the field names of the console output.
 *
 * @param resource The resource, its attributes settled.
 * @returns The fields in the order in which they are printed.
 *
 * @example A resource without a schema
 * ```ts
 * import { resourceFromAttributes } from "@opentelemetry/resources";
 * import { deepEqual } from "node:assert/strict";
 *
 * deepEqual(formatResource(resourceFromAttributes({ "service.name": "dice-server" })), {
 *   attributes: { "service.name": "dice-server" },
 *   schema_url: "",
 * });
 * ```
 */
export function formatResource(resource: Resource): FormattedResource {
  return { attributes: resource.attributes, schema_url: resource.schemaUrl ?? "" };
}
