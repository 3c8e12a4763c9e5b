import type { Link } from "@opentelemetry/api";
import { toAttributes } from "../attributes/to_attributes.ts";
import { addAttributes, type AttributeRules } from "./attributes/add_attributes.ts";

/** Returns a link as a span keeps it; `undefined`, counted, for what is none. Never throws. */
export function toLink(link: Link, rules: AttributeRules): Link | undefined {
  const { guard } = rules;
  try {
    const { context, attributes } = link;
    if (typeof context.traceId !== "string" || typeof context.spanId !== "string") {
      return guard.leaveOut();
    }
    if (typeof attributes !== "object" || attributes === null) {
      if (attributes !== undefined && attributes !== null) guard.leaveOut();
      return { context };
    }
    const list: Parameters<typeof addAttributes>[0] = [];
    const droppedAttributesCount = addAttributes(list, attributes, rules);
    return { context, attributes: toAttributes(list), droppedAttributesCount };
  } catch {
    return guard.leaveOut();
  }
}
