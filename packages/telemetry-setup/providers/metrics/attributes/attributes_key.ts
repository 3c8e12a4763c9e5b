import type { Attributes } from "@opentelemetry/api";

/**
 * A text that is the same for the same attributes, whatever their order, and another one for others.
 * Members that are `undefined` do not count. Values have to be such as the guard lets through.
 *
 * @example
 * ```ts
 * import { attributesKey } from "./attributes_key.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(attributesKey({ a: 1, b: "2" }), attributesKey({ b: "2", a: 1, c: undefined }));
 * assert.notEqual(attributesKey({ a: 1 }), attributesKey({ a: "1" }));
 * ```
 */
export function attributesKey(attributes: Attributes): string {
  let text = "";
  for (const key of Object.keys(attributes).sort()) {
    const value: unknown = attributes[key];
    if (value !== undefined) text += `${JSON.stringify(key)}:${describe(value)},`;
  }
  return text;
}

function describe(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value !== "object" || value === null) return String(value);
  if (ArrayBuffer.isView(value)) return `bytes(${String(value)})`;
  if (Array.isArray(value)) return `[${value.map(describe).join()}]`;
  return `{${
    Object.entries(value).map(([key, member]) => `${JSON.stringify(key)}:${describe(member)}`)
  }}`;
}
