// Hot path: runs for every attribute that is set on a span.
import type { AnyValue, Attributes } from "@opentelemetry/api";
import { keepValue } from "../../attributes/keep_value.ts";
import type { AttributeList } from "../../attributes/to_attributes.ts";
import type { SpanSettings } from "../span_settings.ts";

/** What has attributes: in a list, or, once somebody has asked for it, in an object. */
export interface AttributeHolder {
  readonly settings: SpanSettings;
  attributeList: AttributeList | undefined;
  attributeObject: Attributes | undefined;
  /** Of those in the object. */
  attributeCount: number;
  attributes: Attributes;
}

/** From so many members on, looking for a key in an object is faster. */
const MAX_LIST_LENGTH = 128;

/**
 * Sets an attribute, new or in place of what its key had; never throws. A key that is empty, and a
 * value that is `undefined`, set nothing.
 *
 * @returns Whether there was room for it.
 */
export function setAttributeOf(holder: AttributeHolder, key: string, value: unknown): boolean {
  const { guard, rules: { span: { maxCount, maxLength } } } = holder.settings;
  const kept = keepValue(value, guard, maxLength);
  const name = guard.key(key);
  if (kept === undefined || name === "") return true;
  if (holder.attributeObject !== undefined) return setInObject(holder, name, kept);
  const list = holder.attributeList ??= [];
  for (let index = 0; index < list.length; index += 2) {
    if (list[index] !== name) continue;
    list[index + 1] = kept;
    return true;
  }
  if (list.length >= maxCount * 2) return false;
  list.push(name, kept);
  // Reading them makes the object.
  if (list.length >= MAX_LIST_LENGTH) void holder.attributes;
  return true;
}

function setInObject(holder: AttributeHolder, key: string, value: AnyValue): boolean {
  const attributes = holder.attributes;
  if (!Object.hasOwn(attributes, key)) {
    if (holder.attributeCount >= holder.settings.rules.span.maxCount) return false;
    holder.attributeCount++;
  }
  attributes[key] = value;
  return true;
}
