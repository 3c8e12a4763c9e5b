import type { EffectRow } from "../effect_row.ts";

const SPANS_EXPORTED = "otel.sdk.exporter.span.exported";

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
    variable: "OTEL_DENO_SELF_METRICS",
    value: "true",
    see: ({ metrics }) =>
      [...new Set(metrics.map(({ name }) => name))].filter((name) => name.startsWith("otel."))
        .sort(),
    expected: [
      "otel.sdk.exporter.log.inflight",
      "otel.sdk.exporter.span.inflight",
      "otel.sdk.log.created",
      "otel.sdk.processor.log.processed",
      "otel.sdk.processor.log.queue.size",
      "otel.sdk.processor.span.processed",
      "otel.sdk.processor.span.queue.size",
      "otel.sdk.span.live",
      "otel.sdk.span.started",
    ],
  },
  {
    variable: "OTEL_DENO_SELF_METRICS",
    value: "true",
    with: { OTEL_METRIC_EXPORT_INTERVAL: "50", OTEL_BSP_SCHEDULE_DELAY: "0" },
    until: ({ metrics }) => metrics.some(({ name }) => name === SPANS_EXPORTED),
    see: ({ metrics }) => metrics.some(({ name }) => name === SPANS_EXPORTED),
    expected: true,
  },
  {
    variable: "OTEL_DENO_RUN_ID",
    value: "42",
    see: ({ resource }) => resource["otel_deno.run.id"],
    expected: "42",
  },
  {
    variable: "OTEL_DENO_QUEUE_BYTES",
    value: "1",
    see: ({ spans, stderr }) => [spans.length, stderr.includes("the delivery queue is full")],
    expected: [0, true],
  },
  {
    variable: "OTEL_DENO_VIEWER_PORT",
    value: "24319",
    against: "0",
    app: "run_viewer",
    until: ({ stderr }) => stderr.includes("(gRPC)"),
    see: ({ stderr }) => /viewer is ready on http:\/\/localhost:(\d+)\//.exec(stderr)?.[1],
    expected: "24319",
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
  // Nobody answers: at the end of the process the spans are on disk, or lost.
  ...[
    { variable: "OTEL_DENO_SPOOL_DIR", value: "{folder}", expected: [true, false] },
    {
      variable: "OTEL_DENO_SPOOL_DIR",
      value: "none",
      against: "{folder}",
      expected: [false, true],
    },
    { variable: "OTEL_DENO_DEFAULT_SPOOL_DIR", value: "{folder}", expected: [true, false] },
    {
      variable: "OTEL_DENO_SPOOL_MAX_BYTES",
      value: "100",
      with: { OTEL_DENO_SPOOL_DIR: "{folder}" },
      expected: [false, true],
    },
  ].map((row): EffectRow => ({
    receivers: "silence",
    see: ({ stderr }) => [/Kept 3 spans, .* on disk/.test(stderr), stderr.includes("Lost 3 spans")],
    ...row,
  })),
  {
    variable: "OTEL_DENO_SPOOL_MAX_AGE",
    value: "1",
    with: { OTEL_DENO_SPOOL_DIR: "{folder}" },
    app: "record_and_wait",
    receivers: "silence",
    see: ({ stderr }) => stderr.includes("too old"),
    expected: true,
  },
  ...[
    { value: "on", against: "off", expected: [{ numbers: false }] },
    { value: "off", against: "on", expected: [{ numbers: true }] },
  ].map((row): EffectRow => ({
    variable: "OTEL_DENO_FAST_PATH",
    app: "look_at_frames",
    see: ({ spans }) => spans.map(({ attributes }) => attributes),
    ...row,
  })),
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
