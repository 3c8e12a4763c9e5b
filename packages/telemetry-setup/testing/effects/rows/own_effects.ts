import type { EffectRow } from "../effect_row.ts";

/** What settings beside the specification's do: our own, the instrumentations', Python's. */
export const OWN_EFFECTS: readonly EffectRow[] = [
  {
    variable: "OTEL_SEMCONV_STABILITY_OPT_IN",
    value: "http",
    // The stable conventions are what there is: the choice of them is taken without a complaint.
    against: "messaging",
    see: ({ stderr }) => stderr.includes("OTEL_SEMCONV_STABILITY_OPT_IN"),
    expected: false,
  },
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
  ...["OTEL_PYTHON_LOG_AUTO_INSTRUMENTATION", "OTEL_PYTHON_LOGGING_AUTO_INSTRUMENTATION_ENABLED"]
    .map((variable): EffectRow => ({
      variable,
      value: "true",
      see: ({ stderr }) => stderr.includes(`info: Using the Python names ${variable}`),
      expected: true,
    })),
];
