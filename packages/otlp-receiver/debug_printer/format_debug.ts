import type { LogsData, MetricsData, TracesData } from "@otel-deno/otlp";
import { basicLogs, basicMetrics, basicTraces } from "./basic.ts";
import { detailedLogs } from "./detailed/detailed_logs.ts";
import { detailedMetrics } from "./detailed/detailed_metrics.ts";
import { detailedTraces } from "./detailed/detailed_traces.ts";
import { normalMetrics } from "./normal/normal_metrics.ts";
import { normalLogs } from "./normal/normal_logs.ts";
import { normalTraces } from "./normal/normal_traces.ts";

/** How much is told: how many items there are; a line for each; everything. */
export type DebugVerbosity = "basic" | "normal" | "detailed";

/** Options of {@linkcode formatDebug}. */
export interface DebugOptions {
  /** How much is told. @default {"basic"} */
  readonly verbosity?: DebugVerbosity;
}

/** Records of one signal, such as those that a receiver hands over. */
export type DebugRecords =
  | { readonly signal: "traces"; readonly request: TracesData }
  | { readonly signal: "metrics"; readonly request: MetricsData }
  | { readonly signal: "logs"; readonly request: LogsData };

/**
 * Formats what came in as the Collector's debug exporter prints it: a line that counts, then, unless
 * the verbosity is `basic`, the records. Of the Collector's own log lines, time, level and the names of
 * its parts are left out.
 *
 * Control characters other than line breaks and tabs are written as `\u001b`: what comes in must not
 * command the terminal that it is printed to.
 *
 * @param records The records, and of what signal they are.
 * @param options How much to tell.
 * @returns Lines, the last one with its line break.
 * @see {@link https://github.com/open-telemetry/opentelemetry-collector/tree/main/exporter/debugexporter | Debug exporter}
 *
 * @example
 * ```ts
 * import { decodeLogs } from "@otel-deno/otlp";
 * import { formatDebug } from "@otel-deno/otlp-receiver/debug";
 * import { equal } from "node:assert/strict";
 *
 * const json = '{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"body":{"stringValue":"4"}}]}]}]}';
 * const request = decodeLogs(new TextEncoder().encode(json), "json");
 * equal(
 *   formatDebug({ signal: "logs", request }, { verbosity: "normal" }),
 *   'Logs\t{"resource logs": 1, "log records": 1}\nResourceLog #0\nScopeLog #0\n4 \n',
 * );
 * ```
 */
export function formatDebug(records: DebugRecords, options: DebugOptions = {}): string {
  const { verbosity = "basic" } = options;
  const lines = [countLine(records)];
  if (verbosity === "normal") lines.push(...normalLines(records));
  else if (verbosity === "detailed") lines.push(...detailedLines(records));
  return lines.map((line) => `${line}\n`).join("").replace(CONTROL_CHARACTERS, escape);
}

// deno-lint-ignore no-control-regex
const CONTROL_CHARACTERS = /[\0-\x08\x0b-\x1f\x7f-\x9f]/g;

function escape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

function countLine({ signal, request }: DebugRecords): string {
  switch (signal) {
    case "traces":
      return basicTraces(request);
    case "metrics":
      return basicMetrics(request);
    case "logs":
      return basicLogs(request);
  }
}

function normalLines({ signal, request }: DebugRecords): Iterable<string> {
  switch (signal) {
    case "traces":
      return normalTraces(request);
    case "metrics":
      return normalMetrics(request);
    case "logs":
      return normalLogs(request);
  }
}

function detailedLines({ signal, request }: DebugRecords): Iterable<string> {
  switch (signal) {
    case "traces":
      return detailedTraces(request);
    case "metrics":
      return detailedMetrics(request);
    case "logs":
      return detailedLogs(request);
  }
}
