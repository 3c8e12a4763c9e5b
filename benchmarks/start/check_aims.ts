import type { VariantSummary } from "./summarize_variant.ts";

/** An aim, and what was reached. Milliseconds. */
export interface Aim {
  readonly what: string;
  readonly atMost: number;
  readonly measured: number;
  readonly met: boolean;
}

/** What `instrument` may cost beyond one more start of Deno. */
const INSTRUMENT_MS = 15;
/** What it preloads may cost. */
const PRELOAD_MS = 40;

/** Compares a run with the aims of the project. */
export function checkAims(
  { bare, bundle, installed, instrument }: Readonly<Record<string, VariantSummary>>,
): readonly Aim[] {
  if (
    bare === undefined || bundle === undefined || installed === undefined ||
    instrument === undefined
  ) {
    throw new TypeError("Cannot check the aims: a variant was not measured");
  }
  const beyondPreload = ({ added }: VariantSummary) =>
    added.median - bundle.added.median - bare.running.median;
  return [
    {
      what: "`instrument`, as installed, adds to its preload, one bare start and",
      atMost: INSTRUMENT_MS,
      measured: beyondPreload(installed),
    },
    {
      what: "the same in a checkout",
      atMost: INSTRUMENT_MS,
      measured: beyondPreload(instrument),
    },
    {
      what: "the preloaded bundle adds to a bare start",
      atMost: PRELOAD_MS,
      measured: bundle.added.median,
    },
  ].map(({ what, atMost, measured }) => ({
    what,
    atMost,
    measured: Math.round(measured * 10) / 10,
    met: measured <= atMost,
  }));
}
