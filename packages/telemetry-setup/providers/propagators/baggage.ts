// Hot path: runs for each request.
import {
  type BaggageEntry,
  baggageEntryMetadataFromString,
  propagation,
  type TextMapPropagator,
} from "@opentelemetry/api";
import { isTracingSuppressed } from "@opentelemetry/core";
import { formatBaggageMember } from "./format_baggage_member.ts";
import { parseBaggageMember } from "./parse_baggage_member.ts";

const BAGGAGE = "baggage";
const MAX_MEMBERS = 64;
/** All members are ASCII, so these are characters as well. */
const MAX_BYTES = 8192;

/**
 * W3C Baggage. A member that is not valid is left out, the others stay; so are members beyond the
 * 64 and the 8,192 bytes that every service carries on, always as a whole.
 *
 * @see {@link https://www.w3.org/TR/baggage/}
 *
 * @example From one request to the next
 * ```ts
 * import { defaultTextMapGetter, defaultTextMapSetter, ROOT_CONTEXT } from "@opentelemetry/api";
 * import { createBaggagePropagator } from "./baggage.ts";
 * import assert from "node:assert/strict";
 *
 * const propagator = createBaggagePropagator();
 * const incoming = { baggage: "user=Am%C3%A9lie;ttl=1, region = eu" };
 * const context = propagator.extract(ROOT_CONTEXT, incoming, defaultTextMapGetter);
 * const outgoing = {};
 * propagator.inject(context, outgoing, defaultTextMapSetter);
 * assert.deepEqual(outgoing, { baggage: "user=Am%C3%A9lie;ttl=1,region=eu" });
 * ```
 */
export function createBaggagePropagator(): TextMapPropagator {
  return {
    inject(context, carrier, setter) {
      const baggage = propagation.getBaggage(context);
      if (baggage === undefined || isTracingSuppressed(context)) return;
      let [text, count] = ["", 0];
      for (const [key, { value, metadata }] of baggage.getAllEntries()) {
        const member = formatBaggageMember({ key, value, metadata: metadata?.toString() ?? "" });
        if (member === undefined || count === MAX_MEMBERS) continue;
        const separator = count === 0 ? "" : ",";
        if (text.length + separator.length + member.length > MAX_BYTES) continue;
        text += separator + member;
        count++;
      }
      if (count > 0) setter.set(carrier, BAGGAGE, text);
    },
    extract(context, carrier, getter) {
      const header = getter.get(carrier, BAGGAGE);
      if (header === undefined) return context;
      const text = typeof header === "string" ? header : header.join(",");
      const entries: Record<string, BaggageEntry> = { __proto__: null } as never;
      let [count, start] = [0, 0];
      while (start < text.length && count < MAX_MEMBERS) {
        const comma = text.indexOf(",", start);
        const end = comma < 0 ? text.length : comma;
        if (end > MAX_BYTES) break;
        const member = parseBaggageMember(text.slice(start, end));
        start = end + 1;
        if (member === undefined) continue;
        const { key, value, metadata } = member;
        entries[key] = metadata === ""
          ? { value }
          : { value, metadata: baggageEntryMetadataFromString(metadata) };
        count++;
      }
      return count === 0
        ? context
        : propagation.setBaggage(context, propagation.createBaggage(entries));
    },
    fields: () => [BAGGAGE],
  };
}
