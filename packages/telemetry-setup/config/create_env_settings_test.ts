import assert from "node:assert/strict";
import { createEnvSettings, type EnvSettings } from "./create_env_settings.ts";
import type { Setting } from "./sourced.ts";

function settingsOf(env: Readonly<Record<string, string>>): EnvSettings {
  return createEnvSettings((name) => env[name]);
}

Deno.test("createEnvSettings() gives the table's defaults without a problem, when nothing is set", () => {
  const settings = settingsOf({});
  assert.equal(settings.boolean("OTEL_SDK_DISABLED").value, false);
  assert.equal(settings.number("OTEL_BSP_SCHEDULE_DELAY").value, 5000);
  assert.equal(settings.choice("OTEL_LOG_LEVEL").value, "info");
  assert.deepEqual(settings.choices("OTEL_TRACES_EXPORTER").value, ["otlp"]);
  assert.deepEqual(settings.problems(), []);
});

for (const blank of ["", " ", "\t", "\r\n"]) {
  Deno.test(`createEnvSettings() counts ${JSON.stringify(blank)} as not set`, () => {
    const settings = settingsOf({
      OTEL_SDK_DISABLED: blank,
      OTEL_BSP_SCHEDULE_DELAY: blank,
      OTEL_LOG_LEVEL: blank,
      OTEL_PROPAGATORS: blank,
    });
    assert.equal(settings.boolean("OTEL_SDK_DISABLED").value, false);
    assert.equal(settings.number("OTEL_BSP_SCHEDULE_DELAY").value, 5000);
    assert.equal(settings.choice("OTEL_LOG_LEVEL").value, "info");
    assert.deepEqual(settings.choices("OTEL_PROPAGATORS").value, ["tracecontext", "baggage"]);
    assert.deepEqual(settings.problems(), []);
  });
}

Deno.test("createEnvSettings() ignores blanks around a value, when a file has left some there", () => {
  assert.equal(settingsOf({ OTEL_LOG_LEVEL: " debug\r" }).choice("OTEL_LOG_LEVEL").value, "debug");
});

Deno.test("createEnvSettings() falls back from a signal's variable to the general one", () => {
  const env = { OTEL_EXPORTER_OTLP_TIMEOUT: "1", OTEL_EXPORTER_OTLP_LOGS_TIMEOUT: "2" };
  const settings = settingsOf(env);
  assert.equal(settings.number("OTEL_EXPORTER_OTLP_TRACES_TIMEOUT").value, 1);
  assert.equal(settings.number("OTEL_EXPORTER_OTLP_LOGS_TIMEOUT").value, 2);
});

Deno.test("createEnvSettings() uses the general variable, when the signal's one is bad", () => {
  const settings = settingsOf({
    OTEL_EXPORTER_OTLP_TIMEOUT: "1",
    OTEL_EXPORTER_OTLP_TRACES_TIMEOUT: "soon",
  });
  assert.equal(settings.number("OTEL_EXPORTER_OTLP_TRACES_TIMEOUT").value, 1);
  assert.deepEqual(settings.problems(), [{
    setting: "OTEL_EXPORTER_OTLP_TRACES_TIMEOUT",
    received: "soon",
    expected: "a number of milliseconds",
    used: "1",
  }]);
});

Deno.test("createEnvSettings() tells a bad value once, when several signals read it", () => {
  const settings = settingsOf({ OTEL_EXPORTER_OTLP_PROTOCOL: "carrier-pigeon" });
  settings.choice("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL");
  settings.choice("OTEL_EXPORTER_OTLP_LOGS_PROTOCOL");
  assert.deepEqual(settings.problems(), [{
    setting: "OTEL_EXPORTER_OTLP_PROTOCOL",
    received: "carrier-pigeon",
    expected: "grpc, http/protobuf or http/json",
    used: "http/protobuf",
  }]);
});

Deno.test("createEnvSettings() lists problems in the order of the table, whatever is read first", () => {
  const settings = settingsOf({ OTEL_SDK_DISABLED: "1", OTEL_BSP_SCHEDULE_DELAY: "x" });
  settings.number("OTEL_BSP_SCHEDULE_DELAY");
  settings.boolean("OTEL_SDK_DISABLED");
  assert.deepEqual(settings.problems().map(({ setting }) => setting), [
    "OTEL_SDK_DISABLED",
    "OTEL_BSP_SCHEDULE_DELAY",
  ]);
});

Deno.test("createEnvSettings() tells the default in words, when the table has words for it", () => {
  const settings = settingsOf({ OTEL_METRIC_EXPORT_INTERVAL: "0" });
  assert.deepEqual(settings.number("OTEL_METRIC_EXPORT_INTERVAL"), {
    value: 60_000,
    source: "default",
  });
  assert.deepEqual(settings.problems(), [{
    setting: "OTEL_METRIC_EXPORT_INTERVAL",
    received: "0",
    expected: "a number of milliseconds, at least 1",
    used: "60000, on the console 10000",
  }]);
});

Deno.test("createEnvSettings() uses the default with a problem, when a value is not text", () => {
  const settings = createEnvSettings((name) => {
    throw new TypeError(`Value of ${name} is not valid Unicode`);
  });
  assert.equal(settings.number("OTEL_BSP_SCHEDULE_DELAY").value, 5000);
  assert.deepEqual(settings.problems(), [{
    setting: "OTEL_BSP_SCHEDULE_DELAY",
    received: "\ufffd",
    expected: "valid Unicode",
    used: "5000",
  }]);
});

Deno.test("createEnvSettings() cuts what it quotes, when a value is very long", () => {
  const settings = settingsOf({ OTEL_LOG_LEVEL: "x".repeat(10_000) });
  settings.choice("OTEL_LOG_LEVEL");
  assert.equal(settings.problems()[0]?.received, `${"x".repeat(100)}…`);
});

Deno.test("createEnvSettings() masks secrets and credentials in problems", () => {
  const settings = settingsOf({
    OTEL_EXPORTER_OTLP_HEADERS: "s3cr3t",
    OTEL_EXPORTER_OTLP_ENDPOINT: "me:s3cr3t@host",
  });
  const options = {
    parse: () => ({ expected: "something else" }),
    fallback: (): Setting<string> => ({ value: "", source: "default" }),
  };
  settings.read("OTEL_EXPORTER_OTLP_HEADERS", options);
  settings.read("OTEL_EXPORTER_OTLP_ENDPOINT", options);
  assert.deepEqual(settings.problems().map(({ received }) => received), ["***@host", "***"]);
});
