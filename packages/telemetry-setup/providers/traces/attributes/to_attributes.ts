import type { Attributes } from "@opentelemetry/api";
import type { AttributeList } from "./add_attributes.ts";

/** Makes an object of a list of attributes, as processors and exporters of the SDK read them. */
export function toAttributes(list: AttributeList): Attributes {
  const attributes: Attributes = {};
  for (let index = 0; index < list.length; index += 2) {
    attributes[list[index] as string] = list[index + 1];
  }
  return attributes;
}
