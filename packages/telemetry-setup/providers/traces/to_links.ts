import type { Link } from "@opentelemetry/api";
import type { AttributeRules } from "./attributes/add_attributes.ts";
import { toLink } from "./to_link.ts";

/** Returns those that are links, as a span keeps them. Never throws. */
export function toLinks(links: readonly Link[], rules: AttributeRules): Link[] {
  try {
    return Array.from(links, (link) => toLink(link, rules)).filter((link) => link !== undefined);
  } catch {
    rules.guard.leaveOut();
    return [];
  }
}
