import { setTimeout } from "node:timers/promises";
import type { DebugVerbosity } from "../debug_printer/mod.ts";
import { startCollector } from "./start_collector.ts";

/** The real Collector, printing what it gets in every verbosity. */
export interface DebugCollector extends AsyncDisposable {
  /** For OTLP/HTTP. */
  readonly endpoint: string;
  /** Takes what it has printed since, by verbosity: a text for each of its log lines. */
  take(): Promise<Readonly<Record<DebugVerbosity, readonly string[]>>>;
}

const VERBOSITIES = ["basic", "normal", "detailed"] as const;
/** All count; all but `basic` print the records, too. */
const LINES_PER_REQUEST = 5;

/** Starts the Collector with a debug exporter for every verbosity. */
export async function startDebugCollector(): Promise<DebugCollector> {
  const collector = await startCollector(
    Object.fromEntries(VERBOSITIES.map((verbosity) => [
      `debug/${verbosity}`,
      { verbosity, sampling_initial: 1000, sampling_thereafter: 1 },
    ])),
  );
  let taken = 0;
  return {
    endpoint: collector.endpoint,
    async take() {
      // Written before the answer, but perhaps still on their way through the pipe.
      const end = taken + LINES_PER_REQUEST;
      for (let attempt = 0; linesOf(collector.log).length < end && attempt < 500; attempt++) {
        await setTimeout(10);
      }
      const lines = linesOf(collector.log).slice(taken).map((line) =>
        JSON.parse(line) as Readonly<Record<string, unknown>>
      );
      taken += lines.length;
      const of = (verbosity: DebugVerbosity) =>
        lines.filter((line) => line["otelcol.component.id"] === `debug/${verbosity}`).map(textOf);
      return { basic: of("basic"), normal: of("normal"), detailed: of("detailed") };
    },
    [Symbol.asyncDispose]: () => collector[Symbol.asyncDispose](),
  };
}

/** Complete lines. */
function linesOf(log: string): readonly string[] {
  return log.split("\n").slice(0, -1);
}

/** A log line that counts has its figures in fields; others are all text. */
function textOf(line: Readonly<Record<string, unknown>>): string {
  const message = String(line["msg"]);
  if (!["Traces", "Metrics", "Logs"].includes(message)) return message;
  const figures = Object.entries(line)
    .filter(([name, value]) => typeof value === "number" && name.includes("s"))
    .map(([name, value]) => `"${name}": ${value}`);
  return `${message}\t{${figures.join(", ")}}\n`;
}
