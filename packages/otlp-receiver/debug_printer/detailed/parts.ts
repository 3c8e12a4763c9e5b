import type { InstrumentationScope, KeyValue, Resource } from "@otel-deno/otlp";
import { formatTypedValue } from "../values/format_value.ts";

/** Attributes below a heading, each one further in than it; nothing where there are none. */
export function* attributeLines(
  heading: string,
  attributes: readonly KeyValue[],
): Generator<string> {
  if (attributes.length === 0) return;
  yield `${heading}:`;
  const [indent = "", isItem] = heading.split("->");
  const prefix = isItem === undefined ? "" : indent;
  for (const { key, value } of attributes) {
    yield `${prefix}     -> ${key}: ${formatTypedValue(value)}`;
  }
}

/** A resource with what stands around it. */
export function* resourceLines(
  heading: string,
  { resource, schemaUrl }: { readonly resource?: Resource; readonly schemaUrl: string },
): Generator<string> {
  yield heading;
  yield `Resource SchemaURL: ${schemaUrl}`;
  yield* attributeLines("Resource attributes", resource?.attributes ?? []);
  const entityRefs = resource?.entityRefs ?? [];
  if (entityRefs.length > 0) yield "Resource entity refs:";
  for (const [index, { type, schemaUrl, idKeys, descriptionKeys }] of entityRefs.entries()) {
    yield `     -> Entity ref #${index}:`;
    yield `          -> Type: ${type}`;
    if (schemaUrl !== "") yield `          -> Schema URL: ${schemaUrl}`;
    if (idKeys.length > 0) yield "          -> ID keys:";
    for (const key of idKeys) yield `               -> ${key}`;
    if (descriptionKeys.length > 0) yield "          -> Description keys:";
    for (const key of descriptionKeys) yield `               -> ${key}`;
  }
}

/** A scope with what stands around it; `kind` is what a list of them is called. */
export function* scopeLines(
  { kind, index }: { readonly kind: string; readonly index: number },
  { scope, schemaUrl }: { readonly scope?: InstrumentationScope; readonly schemaUrl: string },
): Generator<string> {
  yield `${kind} #${index}`;
  yield `${kind} SchemaURL: ${schemaUrl}`;
  yield `InstrumentationScope ${scope?.name ?? ""} ${scope?.version ?? ""}`;
  yield* attributeLines("InstrumentationScope attributes", scope?.attributes ?? []);
}
