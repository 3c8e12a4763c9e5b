import assert from "node:assert/strict";
import { explainSettings } from "./explain_settings.ts";

const BATCH = "tracer_provider.processors[0].batch";

function explain(env: Record<string, string>, path: string) {
  const found = explainSettings((name) => env[name]).settings.find((one) => one.path === path);
  assert.ok(found !== undefined);
  return [found.value, found.source, found.default];
}

Deno.test("explainSettings() tells what is set from what is not", () => {
  assert.deepEqual(explain({ OTEL_BSP_SCHEDULE_DELAY: " 7 " }, `${BATCH}.schedule_delay`), [
    7,
    "OTEL_BSP_SCHEDULE_DELAY",
    5000,
  ]);
  assert.deepEqual(explain({ OTEL_LOG_LEVEL: "" }, "log_level"), ["info", "default", "info"]);
});

Deno.test("explainSettings() knows no default for what is not there by default", () => {
  const path = "tracer_provider.processors[0].batch.exporter.otlp_grpc.timeout";
  assert.deepEqual(
    explain(
      { OTEL_EXPORTER_OTLP_PROTOCOL: "grpc", OTEL_EXPORTER_OTLP_TRACES_TIMEOUT: "5" },
      path,
    ),
    [5, "OTEL_EXPORTER_OTLP_TRACES_TIMEOUT", null],
  );
});

Deno.test("explainSettings() counts what cannot be used as not set, and says so", () => {
  const env: Record<string, string> = { OTEL_BSP_SCHEDULE_DELAY: "soon" };
  assert.deepEqual(explain(env, `${BATCH}.schedule_delay`), [5000, "default", 5000]);
  assert.match(
    explainSettings((name) => env[name]).remarks.join("\n"),
    /^Cannot use OTEL_BSP_SCHEDULE_DELAY="soon": /,
  );
});

Deno.test("explainSettings() explains a configuration file in place of the environment", () => {
  const env: Record<string, string> = { OTEL_CONFIG_FILE: "a.yaml", OTEL_LOG_LEVEL: "error" };
  const { file, settings } = explainSettings((name) => env[name], {
    loadParser: () => () => ({
      model: { file_format: "1.0", resource: { attributes: [{ name: "a", value: 1 }] } },
      warnings: [],
    }),
  });
  assert.equal(file, "a.yaml");
  const sources = new Map(settings.map(({ path, source }) => [path, source]));
  assert.equal(sources.get("resource.attributes[0]"), "file");
  assert.equal(sources.get("log_level"), "default");
});

Deno.test("explainSettings() tells whether telemetry starts with what is set", () => {
  const usable = (env: Readonly<Record<string, string>>) =>
    explainSettings((name) => env[name], {
      loadParser: () => () => {
        throw new Error("it is empty");
      },
    }).usable;
  assert.equal(usable({}), true);
  assert.equal(usable({ OTEL_BSP_SCHEDULE_DELAY: "soon" }), true);
  assert.equal(usable({ OTEL_BSP_SCHEDULE_DELAY: "soon", OTEL_DENO_STRICT: "true" }), false);
  assert.equal(usable({ OTEL_CONFIG_FILE: "a.yaml" }), false);
});

Deno.test("explainSettings() masks secrets", () => {
  const env: Record<string, string> = {
    OTEL_EXPORTER_OTLP_HEADERS: "api-key=hidden",
    OTEL_EXPORTER_OTLP_ENDPOINT: "http://me:hidden@host:1/?key=hidden",
  };
  const { settings } = explainSettings((name) => env[name]);
  assert.match(JSON.stringify(settings), /api-key/);
  assert.doesNotMatch(JSON.stringify(settings), /hidden/);
});
