import type { EffectRow } from "../effect_row.ts";

/** What settings of our own do that concern no instrumentation. */
export const OWN_EFFECTS: readonly EffectRow[] = [
  {
    variable: "OTEL_DENO_STRICT",
    value: "true",
    with: { OTEL_BSP_SCHEDULE_DELAY: "soon" },
    // The application prints what it extracted before anything else.
    see: ({ exitCode, extracted, requests }) => [exitCode, extracted, requests.length],
    expected: [2, undefined, 0],
  },
  {
    variable: "OTEL_DENO_RUN_ID",
    value: "42",
    see: ({ resource }) => resource["otel_deno.run.id"],
    expected: "42",
  },
  {
    variable: "OTEL_DENO_EXIT_TIMEOUT",
    value: "100",
    against: "4000",
    // Nobody answers: the end is delayed for as long as it may be.
    receivers: "silence",
    see: ({ endMillis, stderr }) => [endMillis < 3500, stderr.includes("Lost 3 spans")],
    expected: [true, true],
  },
  // Only a thread of its own can be waited for at `Deno.exit`.
  ...[
    { value: "worker", against: "inline", expected: ["right before the end"] },
    { value: "inline", against: "worker", expected: [] },
  ].map((row): EffectRow => ({
    variable: "OTEL_DENO_DELIVERY",
    app: "exit_at_once",
    see: ({ spans }) => spans.map(({ name }) => name),
    ...row,
  })),
];
