import type { Link } from "@opentelemetry/api";
import type { Guard } from "./guard.ts";

/** Takes those that are links, with attributes that the SDK takes. Never throws. */
export function guardLinks(links: readonly Link[], guard: Guard): Link[] {
  return guard.attempt(() => Array.from(links, (link) => guardLink(link, guard)), [])
    .filter((link) => link !== undefined);
}

function guardLink(link: Link, guard: Guard): Link | undefined {
  return guard.attempt(() => {
    const { context } = link;
    if (typeof context.traceId !== "string" || typeof context.spanId !== "string") {
      return guard.leaveOut();
    }
    const attributes = guard.attributes(link.attributes);
    return { ...link, context, ...attributes && { attributes } };
  }, undefined);
}
