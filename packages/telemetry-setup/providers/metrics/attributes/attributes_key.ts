// Hot path: runs for each measurement beyond the limit of cardinality.
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
  for (const key of sortShort(Object.keys(attributes))) {
    const value: unknown = attributes[key];
    if (value !== undefined) text += quote(key) + describe(value);
  }
  return text;
}

/** In place, and for the few members that attributes have several times as fast as `sort`. */
function sortShort(keys: string[]): string[] {
  if (keys.length > 20) return keys.sort();
  for (let sorted = 1; sorted < keys.length; sorted++) {
    const key = keys[sorted]!;
    let place = sorted;
    while (place > 0 && keys[place - 1]! > key) {
      keys[place] = keys[place - 1]!;
      place--;
    }
    keys[place] = key;
  }
  return keys;
}

/** The length in front says where a text ends, whatever is in it. */
function quote(text: string): string {
  return `${text.length}"${text}`;
}

function describe(value: unknown): string {
  if (typeof value === "string") return quote(value);
  if (typeof value !== "object" || value === null) return `${String(value)},`;
  if (ArrayBuffer.isView(value)) return `bytes(${String(value)})`;
  if (Array.isArray(value)) return `[${value.map(describe).join("")}]`;
  return `{${
    Object.entries(value).map(([key, member]) => quote(key) + describe(member)).join("")
  }}`;
}
