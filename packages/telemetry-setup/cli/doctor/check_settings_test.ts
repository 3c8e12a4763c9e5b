import assert from "node:assert/strict";
import { loadConfig } from "../../config/load_config.ts";
import { checkSettings } from "./check_settings.ts";

function check(env: Readonly<Record<string, string>>): readonly string[] {
  const loadParser = () => () => {
    throw new Error("there is no such file");
  };
  return checkSettings(loadConfig((name) => env[name], { loadParser }))
    .map(({ ok, subject, message }) => `${ok ? "ok" : "wrong"} ${subject}: ${message}`);
}

Deno.test("checkSettings() has one finding where every setting can be used", () => {
  assert.deepEqual(check({}), ["ok settings: every setting can be used"]);
});

Deno.test("checkSettings() has a finding for each bad setting, strict or not", () => {
  for (const strict of ["true", "false"]) {
    assert.deepEqual(check({ OTEL_BSP_SCHEDULE_DELAY: "soon", OTEL_DENO_STRICT: strict }), [
      'wrong OTEL_BSP_SCHEDULE_DELAY: Cannot use OTEL_BSP_SCHEDULE_DELAY="soon": ' +
      "expected a number of milliseconds; using 5000",
    ]);
  }
});

Deno.test("checkSettings() says that a configuration file cannot be used", () => {
  assert.deepEqual(check({ OTEL_CONFIG_FILE: "a.yaml" }), [
    "wrong OTEL_CONFIG_FILE: Cannot use the configuration file a.yaml: there is no such file",
  ]);
});

Deno.test("checkSettings() says that telemetry is disabled", () => {
  assert.deepEqual(check({ OTEL_SDK_DISABLED: "true" }), [
    "ok settings: every setting can be used",
    "wrong OTEL_SDK_DISABLED: Cannot send telemetry: it is disabled",
  ]);
});
