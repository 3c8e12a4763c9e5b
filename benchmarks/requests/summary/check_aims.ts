import { summarize } from "../../harness/summarize.ts";
import { BARE } from "../variants.ts";
import { formatShare } from "./format_share.ts";
import type { Report } from "./report.ts";
import type { Rounds } from "./rounds.ts";
import { summarizeShare } from "./summarize_share.ts";

/** An aim, and what was reached. */
export interface Aim {
  readonly what: string;
  readonly atMost: string;
  readonly measured: string;
  readonly met: boolean;
}

const SHARES = [
  { what: "ours adds, of what the npm SDK adds", id: "ours", peer: "npm", atMost: 1 / 8 },
  { what: "ours adds, of what Deno's own adds", id: "ours", peer: "deno", atMost: 1 / 10 },
  {
    what: "ours with public functions only, of what the npm SDK adds",
    id: "public",
    peer: "npm",
    atMost: 1 / 4,
  },
] as const;

/** As many times that of no telemetry, or so many milliseconds if that is more. */
const P99 = { times: 1.2, millis: 1 };
const LATENCIES = [
  { what: "p99 at the fixed rate, ms", id: "ours" },
  { what: "the same with a slow receiver, ms", id: "slow" },
] as const;

/** Compares a run with the aims of the project. */
export function checkAims({ rounds }: Report): readonly Aim[] {
  const bare = medianP99(rounds, BARE.id);
  const mostMillis = Math.max(bare * P99.times, P99.millis);
  return [
    ...SHARES.map(({ what, id, peer, atMost }) => {
      const { median } = summarizeShare(rounds, { id, peer });
      return {
        what,
        atMost: formatShare(atMost, 0),
        measured: formatShare(median),
        met: median <= atMost,
      };
    }),
    ...LATENCIES.map(({ what, id }) => {
      const millis = medianP99(rounds, id);
      return {
        what,
        atMost: mostMillis.toFixed(2),
        measured: millis.toFixed(2),
        met: millis <= mostMillis,
      };
    }),
    ...["ours", "public"].map((id) => {
      const lost = Math.max(...(rounds[id] ?? []).map(({ lost }) => lost));
      return {
        what: `items that \`${id}\` loses, of a fast receiver`,
        atMost: "0",
        measured: `${lost}`,
        met: lost <= 0,
      };
    }),
  ];
}

function medianP99(rounds: Rounds, id: string): number {
  const values = (rounds[id] ?? []).flatMap(({ fixed }) =>
    fixed === undefined ? [] : [fixed.load.p99]
  );
  return summarize(values, 2).median;
}
