import assert from "node:assert/strict";
import { explainSettings } from "./explain_settings.ts";
import { formatSettings } from "./format_settings.ts";

const LONG = "x".repeat(150);
const ENV: Record<string, string> = {
  OTEL_SERVICE_NAME: "dice",
  OTEL_EXPORTER_OTLP_TIMEOUT: "5",
  OTEL_EXPORTER_OTLP_HEADERS: "api-key=hidden",
  OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION: "base2_exponential_bucket_histogram",
  OTEL_BSP_SCHEDULE_DELAY: "soon",
};

function format(env: Record<string, string>, options: { readonly all?: boolean } = {}): string {
  return formatSettings(explainSettings((name) => env[name]), options);
}

Deno.test("formatSettings() has groups of what is set, with source and default", () => {
  const lines = format({ OTEL_SERVICE_NAME: "dice", OTEL_BSP_SCHEDULE_DELAY: "7" }).split("\n");
  assert.deepEqual(lines.slice(0, 7), [
    "Settings from the environment",
    "",
    "resource",
    "  attributes[0]   service.name=dice  OTEL_SERVICE_NAME",
    "",
    "tracer_provider.processors[0].batch",
    "  schedule_delay  7                  OTEL_BSP_SCHEDULE_DELAY  (default: 5000)",
  ]);
  assert.match(lines.at(-2) ?? "", /^\d\d+ settings have their default; --all shows them$/);
});

Deno.test("formatSettings() shows everything where that is asked for", () => {
  const text = format({}, { all: true });
  assert.match(text, /^ {2}max_queue_size +not set +default$/m);
  assert.doesNotMatch(text, /--all/);
  assert.doesNotMatch(format({}), /max_queue_size/);
});

Deno.test("formatSettings() keeps to 100 columns, and loses nothing of a longer value", () => {
  for (const all of [true, false]) {
    const lines = format(ENV, { all }).split("\n").filter((line) => !line.startsWith("!"));
    assert.deepEqual(lines.filter((line) => line.length > 100), []);
  }
  assert.match(
    format({ OTEL_SERVICE_NAME: LONG }),
    new RegExp(`^ {2}attributes.0. {2}service.name=${LONG}\\n {17}OTEL_SERVICE_NAME$`, "m"),
  );
});

Deno.test("formatSettings() tells at the end what cannot be used", () => {
  assert.match(format(ENV), /\n! Cannot use OTEL_BSP_SCHEDULE_DELAY="soon": [^\n]*\n$/);
});

Deno.test("formatSettings() masks secrets, and keeps a value in its line", () => {
  assert.match(format(ENV), /headers\[0\] +api-key=\*\*\* /);
  assert.doesNotMatch(format(ENV), /hidden/);
  assert.match(format({ OTEL_SERVICE_NAME: "a\nb" }), /service\.name=a\\nb/);
});
