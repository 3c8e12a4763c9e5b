import { formatTable } from "../../harness/format_table.ts";
import { summarize, type Summary } from "../../harness/summarize.ts";
import type { Measured } from "../measure_variant.ts";
import { BARE, type Variant } from "../variants.ts";
import { addedByRound } from "./added_by_round.ts";
import { findLateness } from "./find_lateness.ts";
import { formatShare } from "./format_share.ts";
import type { Report } from "./report.ts";
import { summarizeShare } from "./summarize_share.ts";

/** Formats the few figures of a run that the README shows, as Markdown. */
export function formatSummary(
  { date, machine, versions, rounds }: Report,
  variants: readonly Variant[],
): string {
  const median = (id: string, pick: (one: Measured) => number | undefined, digits: number) => {
    const known = (rounds[id] ?? []).map(pick).filter((value) => value !== undefined);
    return known.length === 0 ? "–" : summarize(known, digits).median.toFixed(digits);
  };
  const lateness = findLateness({ rounds });
  const share = (id: string) => {
    if (id === BARE.id || id === "npm") return "–";
    return formatShare(summarizeShare(rounds, { id, peer: "npm" }).median);
  };
  const added = (id: string) => {
    const { median, lower, upper }: Summary = summarize(addedByRound(rounds, id), 1);
    return `${median.toFixed(1)} (${lower.toFixed(1)}–${upper.toFixed(1)})`;
  };
  return [
    ...formatTable([
      ["", "CPU added, us/request", "of the npm SDK's", "requests/s", "p99, ms", "peak MB"],
      ...variants.map(({ id, title }) => [
        title,
        id === BARE.id ? "–" : added(id),
        share(id),
        median(id, ({ saturation }) => saturation.requestsPerSecond, 0),
        median(id, ({ fixed }) => fixed?.load.p99, 2),
        median(id, ({ memory }) => memory?.peakMegabytes, 0),
      ]),
    ]),
    "",
    `Without telemetry a request takes ${
      median(BARE.id, ({ saturation }) => saturation.cpuMicros, 1)
    } us. ${date}, ${machine["processor"]}, ${machine["cores"]} cores, Deno ${versions["Deno"]}; ` +
    `medians of ${
      rounds[BARE.id]!.length
    } interleaved rounds, p99 at a fixed rate that all of them ` +
    `can answer.${lateness === undefined ? "" : ` ${lateness}`}`,
  ].join("\n");
}
