import { formatTable } from "../../harness/format_table.ts";
import { summarize, type Summary } from "../../harness/summarize.ts";
import type { Measured } from "../measure_variant.ts";
import { BARE, type Variant } from "../variants.ts";
import { addedByRound } from "./added_by_round.ts";
import { checkAims } from "./check_aims.ts";
import { findLateness } from "./find_lateness.ts";
import { formatShare } from "./format_share.ts";
import type { Report } from "./report.ts";
import { summarizeShare } from "./summarize_share.ts";

/** Formats a run as a page of Markdown. */
export function formatReport(report: Report, variants: readonly Variant[]): string {
  const { date, rate, seconds, generators, rounds } = report;
  const count = rounds[BARE.id]!.length;
  const lateness = findLateness(report);
  const share = (id: string, peer: string) => {
    if (id === BARE.id || id === peer) return "–";
    const { median, lower, upper } = summarizeShare(rounds, { id, peer });
    return withSpread([median, lower, upper].map((value) => formatShare(value)));
  };
  const table = (head: readonly string[], row: (id: string) => readonly string[]) =>
    formatTable([head, ...variants.map(({ id, title }) => [title, ...row(id)])]);
  return [
    "# What telemetry costs a request",
    "",
    `Measured ${date} by \`deno task bench --write\`, ${count} times: in a round every ` +
    `variant runs once, for ${seconds} s as fast as it can and for ${seconds} s at ${rate} ` +
    "requests a second, half of what the slowest one can. Median (quartiles). CPU is that of all " +
    "of the application's processes and threads, in microseconds for each request, sending " +
    'included. "Added" and its shares are compared within a round.',
    "",
    ...table(
      ["variant", "CPU", "added", "of the npm SDK's", "of Deno's own", "requests/s"],
      (id) => [
        cell(rounds[id], ({ saturation }) => saturation.cpuMicros, 1),
        id === BARE.id ? "–" : format(summarize(addedByRound(rounds, id), 1), 1),
        share(id, "npm"),
        share(id, "deno"),
        cell(rounds[id], ({ saturation }) => saturation.requestsPerSecond, 0),
      ],
    ),
    "",
    `At ${rate} requests a second; latencies and lateness in milliseconds. "Late" is how late the ` +
    "generator sent a request, which is no part of the latencies." +
    (lateness === undefined ? "" : ` ${lateness}`),
    "",
    ...table(["variant", "CPU", "p50", "p99", "late p99"], (id) => [
      cell(rounds[id], ({ fixed }) => fixed?.cpuMicros, 1),
      cell(rounds[id], ({ fixed }) => fixed?.load.p50, 2),
      cell(rounds[id], ({ fixed }) => fixed?.load.p99, 2),
      cell(rounds[id], ({ fixed }) => fixed?.load.lateP99, 2),
    ]),
    "",
    "Memory in MB, at most and at the end; what is added to the start until it listens, in " +
    "milliseconds. Lost is the share of all spans, log records, counts and durations that the " +
    "receiver did not have at the end, and attributes are those of a SERVER span.",
    "",
    ...table(["variant", "peak", "end", "start", "bytes/request", "lost", "attributes"], (id) => [
      cell(rounds[id], ({ memory }) => memory?.peakMegabytes, 0),
      cell(rounds[id], ({ memory }) => memory?.megabytes, 0),
      ...id === BARE.id ? ["–", "–", "–", "–"] : [
        format(summarize(addedByRound(rounds, id, { figure: START }), 0), 0),
        cell(rounds[id], ({ bytes, requests }) => bytes / requests, 0),
        lostShare(rounds[id] ?? []),
        cell(rounds[id], ({ items }) => items.serverAttributes, 0),
      ],
    ]),
    "",
    ...formatTable([
      ["aim", "at most", "measured", "met"],
      ...checkAims(report).map(({ what, atMost, measured, met }) => [
        what,
        atMost,
        measured,
        met ? "yes" : "no",
      ]),
    ]),
    "",
    `- saturated by: ${generators.program}, 16 connections`,
    `- most that the generator of the fixed rate can send, requests/s: ${generators.fixedRateMost}`,
    ...Object.entries({ ...report.machine, ...report.versions })
      .map(([name, value]) => `- ${name}: ${value}`),
    "",
  ].join("\n");
}

function cell(
  rounds: readonly Measured[] = [],
  pick: (one: Measured) => number | undefined,
  digits: number,
): string {
  const known = rounds.map(pick).filter((value) => value !== undefined);
  return known.length === 0 ? "–" : format(summarize(known, digits), digits);
}

function format({ median, lower, upper }: Summary, digits: number): string {
  return withSpread([median, lower, upper].map((value) => value.toFixed(digits)));
}

function withSpread([median, lower, upper]: readonly string[]): string {
  return lower === upper ? median! : `${median} (${lower}–${upper})`;
}

const START = ({ startMillis }: Measured) => startMillis;
/** Items for each request of this workload. */
const ITEMS = 5;

function lostShare(rounds: readonly Measured[]): string {
  const sum = (pick: (one: Measured) => number) =>
    rounds.reduce((total, one) => total + pick(one), 0);
  const lost = sum(({ lost }) => lost);
  if (lost === 0) return "0";
  return `${(lost * 100 / (sum(({ requests }) => requests) * ITEMS)).toFixed(1)} %`;
}
