import { formatTable } from "../harness/format_table.ts";
import type { Measured } from "./measure_variant.ts";
import { percentile } from "../harness/percentile.ts";
import type { Variant } from "./variants.ts";

/** One run of the benchmark, as it is kept. */
export interface Report {
  /** Day of the run. */
  readonly date: string;
  readonly machine: Readonly<Record<string, string | number>>;
  readonly versions: Readonly<Record<string, string>>;
  /** Requests a second. */
  readonly rate: number;
  readonly seconds: number;
  /** By the variant's id, one for each round. */
  readonly rounds: Readonly<Record<string, readonly Measured[]>>;
}

/** A timer's millisecond and some more; beyond that, others were at work on the machine. */
const LATE_MS = 10;

/** Formats a run as a page of Markdown. */
export function formatReport(report: Report, variants: readonly Variant[]): string {
  const { date, rate, seconds, rounds } = report;
  const count = Math.max(...Object.values(rounds).map(({ length }) => length));
  const late = Math.max(...Object.values(rounds).flat().map(({ load }) => load.lateP99));
  return [
    "# What a slow receiver costs the application",
    "",
    `Measured ${date} by \`deno task bench:delivery --write\`: the dice server under ` +
    `${rate} requests a second for ${seconds} s, from a generator in another process that does not ` +
    "wait for answers. Each figure is the median of " +
    `${count === 1 ? "one round" : `${count} rounds`}. Latencies in milliseconds; CPU in ` +
    'microseconds for each request, all threads of the application. "Late" is how late the ' +
    "generator itself sent requests, which is no part of the latencies.",
    "",
    ...formatTable([
      ["receiver", "p50", "p99", "longest", "CPU", "peak MB", "late p99"],
      ...variants.map(({ id, title }) => {
        const measured = rounds[id] ?? [];
        const cell = (pick: (one: Measured) => number | undefined, digits: number) =>
          medianOf(measured.map(pick))?.toFixed(digits) ?? "–";
        return [
          title,
          cell(({ load }) => load.p50, 2),
          cell(({ load }) => load.p99, 2),
          cell(({ load }) => load.max, 1),
          cell(({ cpuMicrosPerRequest }) => cpuMicrosPerRequest, 0),
          cell(({ peakMegabytes }) => peakMegabytes, 0),
          cell(({ load }) => load.lateP99, 2),
        ];
      }),
    ]),
    "",
    ...late > LATE_MS
      ? [
        "The generator could not keep its time: the machine was busy, and the longest times are not " +
        "the application's.",
        "",
      ]
      : [],
    ...Object.entries({ ...report.machine, ...report.versions })
      .map(([name, value]) => `- ${name}: ${value}`),
    "",
  ].join("\n");
}

function medianOf(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? undefined : percentile(known.toSorted((a, b) => a - b), 50);
}
