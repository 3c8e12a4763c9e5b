import type { SpanContext, TraceState } from "@opentelemetry/api";

/** A span context as the console span encoder prints it. */
export interface FormattedSpanContext {
  /** 32 hexadecimal digits after `0x`. */
  readonly trace_id: string;
  /** 16 hexadecimal digits after `0x`. */
  readonly span_id: string;
  /** The list's members as Python writes a list of texts: `[]`, `['{key=a, value=1}']`. */
  readonly trace_state: string;
}

/**
 * Gives a span context the field names of the console output.
 *
 * @param context The context of a span or of a link.
 * @returns The fields in the order in which they are printed.
 *
 * @example A context with a trace state
 * ```ts
 * import { createTraceState } from "@opentelemetry/api";
 * import { deepEqual } from "node:assert/strict";
 *
 * const context = {
 *   traceId: "281a34561eb376d24d96813d75b4dd60",
 *   spanId: "51b4ed1acf5a0bb5",
 *   traceFlags: 1,
 *   traceState: createTraceState("rojo=00f067aa0ba902b7,congo=t61"),
 * };
 * deepEqual(formatSpanContext(context), {
 *   trace_id: "0x281a34561eb376d24d96813d75b4dd60",
 *   span_id: "0x51b4ed1acf5a0bb5",
 *   trace_state: "['{key=rojo, value=00f067aa0ba902b7}', '{key=congo, value=t61}']",
 * });
 * ```
 */
export function formatSpanContext(context: SpanContext): FormattedSpanContext {
  return {
    trace_id: `0x${context.traceId}`,
    span_id: `0x${context.spanId}`,
    trace_state: formatTraceState(context.traceState),
  };
}

function formatTraceState(traceState: TraceState | undefined): string {
  const header = traceState?.serialize() ?? "";
  // Neither keys nor values may contain a comma, and keys no equals sign.
  const members = header.split(",").filter((member) => member.includes("="));
  const texts = members.map((member) => {
    const split = member.indexOf("=");
    return quoteLikePython(`{key=${member.slice(0, split)}, value=${member.slice(split + 1)}}`);
  });
  return `[${texts.join(", ")}]`;
}

function quoteLikePython(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replaceAll("\\", "\\\\").replaceAll(quote, `\\${quote}`);
  return `${quote}${escaped}${quote}`;
}
