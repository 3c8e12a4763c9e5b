import type { InstrumentationScope, KeyValue, Resource } from "@otel-deno/otlp";
import { formatValue } from "../values/format_value.ts";

/** Attributes as `key=value`. */
export function assignments(attributes: readonly KeyValue[] = []): string[] {
  return attributes.map(({ key, value }) => `${key}=${formatValue(value)}`);
}

/** A line that begins a resource. */
export function resourceLine(
  heading: string,
  { resource, schemaUrl }: { readonly resource?: Resource; readonly schemaUrl: string },
): string {
  return [heading, ...bracketed(schemaUrl), ...assignments(resource?.attributes)].join(" ");
}

/** A line that begins a scope. */
export function scopeLine(
  heading: string,
  { scope, schemaUrl }: { readonly scope?: InstrumentationScope; readonly schemaUrl: string },
): string {
  const { name = "", version = "", attributes } = scope ?? {};
  const label = version === "" ? name : `${name}@${version}`;
  const parts = [label, ...bracketed(schemaUrl)].filter((part) => part !== "");
  return [heading, ...parts, ...assignments(attributes)].join(" ");
}

function bracketed(schemaUrl: string): string[] {
  return schemaUrl === "" ? [] : [`[${schemaUrl}]`];
}
