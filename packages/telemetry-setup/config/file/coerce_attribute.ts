import type { ResourceConfigModel } from "@opentelemetry/configuration";

/** An attribute of the resource as a configuration file has it. */
export type FileAttribute = NonNullable<NonNullable<ResourceConfigModel>["attributes"]>[number];

const CONVERTERS: Readonly<Record<string, (value: unknown) => string | number | boolean>> = {
  string: String,
  bool: (value) => String(value).toLowerCase() === "true",
  int: (value) => Math.trunc(Number(value)),
  double: Number,
};

/**
 * Gives an attribute's value the type that the file names; `1.0` without one is a number, with
 * `type: string` a text. Without a type it stays as YAML has it.
 *
 * @example Usage
 * ```ts
 * import { coerceAttribute } from "./coerce_attribute.ts";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual(coerceAttribute({ name: "version", value: 2, type: "string" }), {
 *   name: "version",
 *   value: "2",
 *   type: "string",
 * });
 * ```
 */
export function coerceAttribute(attribute: FileAttribute): FileAttribute {
  const { value, type } = attribute;
  if (value === null || type === undefined || type === null) return attribute;
  const convert = CONVERTERS[type.replace("_array", "")];
  if (convert === undefined) return attribute;
  const converted = Array.isArray(value) ? value.map(convert) : convert(value);
  return { ...attribute, value: converted as NonNullable<FileAttribute["value"]> };
}
