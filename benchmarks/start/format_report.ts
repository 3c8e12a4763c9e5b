import { formatTable } from "../harness/format_table.ts";
import type { Aim } from "./check_aims.ts";
import type { Summary } from "../harness/summarize.ts";
import type { VariantSummary } from "./summarize_variant.ts";
import type { Variant } from "./variants.ts";

/** One run of the benchmark, as it is kept. */
export interface Report {
  /** Day of the run. */
  readonly date: string;
  readonly machine: Readonly<Record<string, string | number>>;
  readonly versions: Readonly<Record<string, string>>;
  readonly rounds: number;
  readonly variants: Readonly<Record<string, VariantSummary>>;
  readonly aims: readonly Aim[];
}

/** Formats a run as a page of Markdown. */
export function formatReport(report: Report, variants: readonly Variant[]): string {
  const facts = { ...report.machine, ...report.versions };
  return [
    "# What telemetry costs at start",
    "",
    `Measured ${report.date} by \`deno task bench:start --write\`: ${report.rounds} rounds, each ` +
    "starts every variant once, after rounds to warm up. Milliseconds: median (quartiles). " +
    '"Added" is compared with the bare start of the same round.',
    "",
    ...formatTable([
      ["variant", "until the app runs", "least", "added", "until the process has ended"],
      ...variants.map(({ id, title }) => {
        const { running, added, ended } = report.variants[id]!;
        return [
          title,
          format(running),
          running.least.toFixed(1),
          id === "bare" ? "–" : format(added),
          format(ended),
        ];
      }),
    ]),
    "",
    "All are started in this repository's folder, with its `deno.json`, its lock file and every " +
    "permission, and send to a receiver that answers at once. The app writes one line and ends, " +
    "so that at the end there is next to nothing to send.",
    "",
    ...formatTable([
      ["aim", "at most", "measured", "met"],
      ...report.aims.map(({ what, atMost, measured, met }) => [
        what,
        `${atMost}`,
        `${measured}`,
        met ? "yes" : "no",
      ]),
    ]),
    "",
    ...Object.entries(facts).map(([name, value]) => `- ${name}: ${value}`),
    "",
  ].join("\n");
}

function format({ median, lower, upper }: Summary): string {
  return `${median.toFixed(1)} (${lower.toFixed(1)}–${upper.toFixed(1)})`;
}
