import assert from "node:assert/strict";
import { ENV_VARIABLES } from "../../config/env_variables.ts";
import { explainSettings } from "./explain_settings.ts";

function explain(env: Record<string, string>, setting: string) {
  const found = explainSettings((name) => env[name]).find((entry) => entry.setting === setting);
  assert.ok(found !== undefined);
  return [found.value, found.source, found.default];
}

Deno.test("explainSettings() explains every variable of the table, in its order", () => {
  assert.deepEqual(
    explainSettings(() => undefined).map(({ setting }) => setting),
    ENV_VARIABLES.map(({ name }) => name),
  );
});

Deno.test("explainSettings() tells what is set from what is not", () => {
  const env = { OTEL_BSP_SCHEDULE_DELAY: " 7 ", OTEL_LOG_LEVEL: "" };
  assert.deepEqual(explain(env, "OTEL_BSP_SCHEDULE_DELAY"), ["7", "environment", "5000"]);
  assert.deepEqual(explain(env, "OTEL_LOG_LEVEL"), ["info", "default", "info"]);
});

Deno.test("explainSettings() names the general variable that holds for a signal", () => {
  const env = { OTEL_EXPORTER_OTLP_PROTOCOL: "grpc" };
  assert.deepEqual(explain(env, "OTEL_EXPORTER_OTLP_LOGS_PROTOCOL"), [
    "grpc",
    "OTEL_EXPORTER_OTLP_PROTOCOL",
    "http/protobuf",
  ]);
  assert.deepEqual(explain({}, "OTEL_EXPORTER_OTLP_LOGS_PROTOCOL"), [
    "http/protobuf",
    "default",
    "http/protobuf",
  ]);
});

Deno.test("explainSettings() counts what cannot be used as not set", () => {
  const env = { OTEL_BSP_SCHEDULE_DELAY: "soon", OTEL_TRACES_EXPORTER: "console,zap" };
  assert.deepEqual(explain(env, "OTEL_BSP_SCHEDULE_DELAY"), ["5000", "default", "5000"]);
  assert.equal(explain(env, "OTEL_TRACES_EXPORTER")[0], "console");
});

Deno.test("explainSettings() masks secrets", () => {
  const env = {
    OTEL_EXPORTER_OTLP_HEADERS: "api-key=hidden",
    OTEL_EXPORTER_OTLP_ENDPOINT: "http://me:hidden@host:1/?key=hidden",
  };
  assert.equal(explain(env, "OTEL_EXPORTER_OTLP_HEADERS")[0], "***");
  assert.equal(
    JSON.stringify(explainSettings((name) => env[name as keyof typeof env])).includes("hidden"),
    false,
  );
});
