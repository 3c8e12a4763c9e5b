import type { Summary } from "../harness/summarize.ts";

/** What was measured of one variant. */
export interface RuntimeSummary {
  /** Microseconds of the processors' time for each request. */
  readonly perRequest: Summary;
  /** How much more that is than without runtime metrics in the same round, in percent. */
  readonly added: Summary;
  /** Milliseconds of the processors' time in each second without requests. */
  readonly idle: Summary;
}

/** One run of the benchmark. */
export interface RuntimeReport {
  /** Day of the run. */
  readonly date: string;
  readonly facts: Readonly<Record<string, string | number>>;
  /** How often the servers were started. */
  readonly starts: number;
  /** How often each was measured after a start. */
  readonly rounds: number;
  /** By title; the first is what the others are compared with. */
  readonly variants: Readonly<Record<string, RuntimeSummary>>;
}

/** Formats a run as a page of Markdown. */
export function formatReport({ date, facts, starts, rounds, variants }: RuntimeReport): string {
  const [first] = Object.keys(variants);
  const rows = [
    ["variant", "CPU us a request", "least", "added, %", "CPU ms a second, idle"],
    ...Object.entries(variants).map(([title, { perRequest, added, idle }]) => [
      title,
      format(perRequest),
      perRequest.least.toFixed(1),
      title === first ? "–" : format(added),
      format(idle),
    ]),
  ];
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column]!)).join(" | ")} |`;
  return [
    "# What runtime metrics cost",
    "",
    `Measured ${date} by \`deno task bench:runtime --write\`: all variants run at the same time and ` +
    `take turns with the requests, ${rounds} times after each of ${starts} starts. Median ` +
    "(quartiles) of the processors' time that the system counts for the whole process. " +
    '"Added" is compared with the first variant in the same round; the second one is the same ' +
    'again, and shows how much two equal processes differ. "Least" is nearest to a quiet machine.',
    "",
    line(rows[0]!),
    `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`,
    ...rows.slice(1).map(line),
    "",
    "A `Deno.serve` that answers with one character. Spans are made and not sent, metrics are sent " +
    "every second (every minute by default), to a receiver that answers at once.",
    "",
    ...Object.entries(facts).map(([name, value]) => `- ${name}: ${value}`),
    "",
  ].join("\n");
}

function format({ median, lower, upper }: Summary): string {
  return `${median.toFixed(1)} (${lower.toFixed(1)}–${upper.toFixed(1)})`;
}
