import type { AttributeFilter } from "../../contract/mod.ts";
import { BadRequest } from "./bad_request.ts";

/**
 * Reads `key:value`, `!key:value`, `key` and `!key`. The key ends at the first colon.
 *
 * @throws {BadRequest} If there is no key, or it or the value is too long.
 *
 * @example
 * ```ts
 * import { parseAttributeFilter } from "./parse_attribute_filter.ts";
 * import { deepEqual } from "node:assert/strict";
 *
 * deepEqual(parseAttributeFilter("!url.full:http://localhost"), {
 *   key: "url.full",
 *   value: "http://localhost",
 *   negated: true,
 * });
 * ```
 */
export function parseAttributeFilter(text: string): AttributeFilter {
  const negated = text.startsWith("!");
  const [, key = "", value] = /^!?([^:]*)(?::(.*))?$/s.exec(text) ?? [];
  if (key === "") throw new BadRequest("Cannot use parameter attribute: it has no key");
  if (text.length > 4096) {
    throw new BadRequest("Cannot use parameter attribute: it is longer than 4096 characters");
  }
  return { key, negated, ...(value === undefined ? {} : { value }) };
}
