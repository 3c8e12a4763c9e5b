import type { SentRequest } from "./flatten_items.ts";

/** OTLP JSON lines, of an export or of a Collector's file exporter, as requests. */
export function exportedRequests(lines: string): readonly SentRequest[] {
  return lines.split("\n").filter((line) => line !== "").map((line): SentRequest => {
    const signal = line.startsWith('{"resourceSpans"')
      ? "traces"
      : line.startsWith('{"resourceLogs"')
      ? "logs"
      : "metrics";
    return { signal, bytes: new TextEncoder().encode(line), encoding: "json" };
  });
}
