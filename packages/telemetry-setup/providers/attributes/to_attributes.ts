import type { AnyValue, Attributes } from "@opentelemetry/api";

/**
 * Keys and values by turns: cheaper to fill, to keep and to encode than an object, whose shape
 * changes with each attribute.
 */
export type AttributeList = AnyValue[];

/** Makes an object of a list of attributes, as processors and exporters of the SDK read them. */
export function toAttributes(list: AttributeList): Attributes {
  const attributes: Attributes = {};
  for (let index = 0; index < list.length; index += 2) {
    attributes[list[index] as string] = list[index + 1];
  }
  return attributes;
}
