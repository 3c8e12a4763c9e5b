// Hot path: runs for the attributes of every span, event and link.
import type { AnyValue, Attributes } from "@opentelemetry/api";
import { isSimpleAttributeValue } from "@opentelemetry/core";
import { keepValue } from "../../attributes/keep_value.ts";
import type { AttributeList } from "../../attributes/to_attributes.ts";
import type { Guard } from "../../guard/guard.ts";

/** What attributes have to keep to. */
export interface AttributeRules {
  readonly guard: Guard;
  /** How many there may be in all. */
  readonly maxCount: number;
  /** UTF-16 code units of a text, or bytes. */
  readonly maxLength: number;
  /** Whether maps, bytes, mixed lists and `null` are left out: events have none. */
  readonly simple: boolean;
}

const NOTHING = Object.freeze({});

/**
 * Adds attributes whose keys are not in the list yet, in their order. What is no attribute is
 * repaired as the guard does, and counted by it; never throws.
 *
 * @returns How many were dropped: beyond the limit, without a key, or of a kind that is left out.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { createGuard } from "../../guard/guard.ts";
 * import type { AttributeList } from "../../attributes/to_attributes.ts";
 * import { addAttributes } from "./add_attributes.ts";
 *
 * const list: AttributeList = [];
 * const rules = { guard: createGuard(() => {}), maxCount: 2, maxLength: 4, simple: false };
 * assert.equal(addAttributes(list, { name: "rolled", sides: 6, more: true }, rules), 1);
 * assert.deepEqual(list, ["name", "roll", "sides", 6]);
 * ```
 */
export function addAttributes(
  list: AttributeList,
  attributes: Attributes,
  rules: AttributeRules,
): number {
  const { length } = list;
  try {
    return add(list, attributes, rules);
  } catch {
    // Something throws when it is read: the guard makes a copy that does not.
    list.length = length;
    return add(list, rules.guard.attributes(attributes) ?? {}, rules);
  }
}

function add(
  list: AttributeList,
  attributes: Attributes,
  { guard, maxCount, maxLength, simple }: AttributeRules,
): number {
  const full = maxCount * 2;
  const mayInherit = Object.getPrototypeOf(attributes) !== Object.prototype || hasStrayProperties();
  let dropped = 0;
  for (const key in attributes) {
    if (mayInherit && !Object.hasOwn(attributes, key)) continue;
    const given = attributes[key];
    if (given === undefined) continue;
    if (list.length >= full || key === "") dropped++;
    else {
      const value = keepValue(given, guard, maxLength);
      if (simple && !isSimple(value)) dropped++;
      else list.push(guard.key(key), value);
    }
  }
  return dropped;
}

function isSimple(value: AnyValue): boolean {
  return typeof value === "object" ? isSimpleAttributeValue(value) : true;
}

/** Whether somebody has given all objects of the process a property. */
function hasStrayProperties(): boolean {
  for (const _key in NOTHING) return true;
  return false;
}
