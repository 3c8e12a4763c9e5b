import type { Parsed } from "./parsed.ts";

/** One attribute of a resource; from the environment all values are text. */
export interface ResourceAttribute {
  /** The key, decoded. */
  readonly name: string;
  /** The value, decoded; it may be empty. */
  readonly value: string;
}

const EXPECTED = "key=value pairs, separated by commas";

/**
 * Parses a list of resource attributes: `key1=value1,key2=value2` with percent-encoded keys and
 * values. Of two attributes with the same key the later one counts.
 *
 * One bad pair makes the whole list unusable, as the specification asks.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/resource/sdk/#specifying-resource-information-via-an-environment-variable}
 *
 * @example Usage
 * ```ts
 * import { parseResourceAttributes } from "./parse_resource_attributes.ts";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual(parseResourceAttributes("service.namespace=shop,team=a%2Cb"), {
 *   value: [
 *     { name: "service.namespace", value: "shop" },
 *     { name: "team", value: "a,b" },
 *   ],
 * });
 * ```
 */
export function parseResourceAttributes(text: string): Parsed<readonly ResourceAttribute[]> {
  const attributes = new Map<string, ResourceAttribute>();
  for (const [index, pair] of text.split(",").entries()) {
    if (pair.trim() === "") continue;
    const attribute = parsePair(pair);
    if (typeof attribute === "string") {
      return { expected: `${EXPECTED} (pair ${index + 1}: ${attribute})` };
    }
    attributes.set(attribute.name, attribute);
  }
  return attributes.size === 0 ? { expected: EXPECTED } : { value: [...attributes.values()] };
}

/** Returns what is wrong where something is. */
function parsePair(pair: string): ResourceAttribute | string {
  const separator = pair.indexOf("=");
  if (separator === -1) return "no =";
  try {
    const name = decodeURIComponent(pair.slice(0, separator).trim());
    const value = decodeURIComponent(pair.slice(separator + 1).trim());
    return name.trim() === "" ? "no key" : { name, value };
  } catch {
    return "bad percent-encoding, write %25 for a percent sign";
  }
}
