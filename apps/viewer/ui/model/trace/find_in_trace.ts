import type { JsonAttribute } from "../../../contract/values.ts";
import { valueText } from "../format/value_text.ts";
import type { SpanNode, SpanTree } from "./build_span_tree.ts";

/**
 * Places of the spans that contain a text, whatever its case, in their name, service, ids, attributes,
 * events, status or logs. `error` alone also finds all spans with the status error.
 */
export function findInTrace(tree: SpanTree, text: string): readonly number[] {
  const needle = text.trim().toLowerCase();
  if (needle === "") return [];
  const found: number[] = [];
  for (const node of tree.nodes) {
    if ((needle === "error" && node.error) || contains(node, needle)) found.push(node.index);
  }
  return found;
}

function contains({ span, service, logs }: SpanNode, needle: string): boolean {
  return has(span.name, needle) || has(service, needle) || has(span.spanId, needle) ||
    has(span.status.message, needle) || inAttributes(span.attributes, needle) ||
    span.events.some((event) =>
      has(event.name, needle) || inAttributes(event.attributes, needle)
    ) ||
    logs.some((log) => has(valueText(log.body), needle) || inAttributes(log.attributes, needle));
}

function inAttributes(attributes: readonly JsonAttribute[], needle: string): boolean {
  return attributes.some(({ key, value }) =>
    has(key, needle) || has(valueText(value), needle) || has(`${key}:${valueText(value)}`, needle)
  );
}

function has(text: string, needle: string): boolean {
  return text.toLowerCase().includes(needle);
}
