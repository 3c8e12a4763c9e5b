import assert from "node:assert/strict";
import { loadConfig } from "./load_config.ts";
import { resolveConfig } from "./resolve_config.ts";

type Env = Readonly<Record<string, string>>;

/** Loads from an environment, and from a file that is not there but has this in it. */
function load(env: Env, model: object = {}) {
  return loadConfig((name) => env[name], {
    loadParser: () => () => ({ model: structuredClone(model), warnings: [] }),
  });
}

const FILE = { OTEL_CONFIG_FILE: "otel.yaml" };

Deno.test("loadConfig() takes the environment, when there is no file", () => {
  const env: Env = { OTEL_SERVICE_NAME: "dice", OTEL_LOG_LEVEL: "loud" };
  assert.deepEqual(load(env), resolveConfig((name) => env[name]));
});

Deno.test("loadConfig() takes nothing of the environment, when there is a file", () => {
  const env: Env = {
    ...FILE,
    OTEL_SERVICE_NAME: "dice",
    OTEL_LOG_LEVEL: "loud",
    OTEL_EXPORTER_OTLP_HEADERS: "a=b",
    OTEL_EXPORTER_OTLP_ENDPOINT: "http://elsewhere",
    OTEL_BSP_MAX_QUEUE_SIZE: "1",
    OTEL_DENO_VIEWER_PORT: "1",
    OTEL_PYTHON_EXCLUDED_URLS: "x",
  };
  const model = {
    tracer_provider: { processors: [{ batch: { exporter: { otlp_http: null } } }] },
  };
  assert.deepEqual(load(env, model), load(FILE, model));
});

Deno.test("loadConfig() puts the run's id into the resource, when there is a file", () => {
  const { config } = load({ ...FILE, OTEL_DENO_RUN_ID: "7" });
  assert.deepEqual(config.resource?.attributes, [{ name: "otel_deno.run.id", value: "7" }]);
});

Deno.test("loadConfig() is an error with all problems and telemetry off, when it is strict", () => {
  const { config, error } = load({
    OTEL_DENO_STRICT: "true",
    OTEL_LOG_LEVEL: "loud",
    OTEL_BSP_SCHEDULE_DELAY: "soon",
  });
  assert.deepEqual(error, {
    strict: true,
    lines: [
      'Cannot use OTEL_LOG_LEVEL="loud": expected none, error, warn, info, debug, verbose or all',
      'Cannot use OTEL_BSP_SCHEDULE_DELAY="soon": expected a number of milliseconds',
    ],
  });
  assert.equal(config.disabled, true);
});

Deno.test("loadConfig() is no error, when it is strict and nothing is wrong", () => {
  assert.equal(load({ OTEL_DENO_STRICT: "true" }).error, undefined);
  assert.equal(load({ ...FILE, OTEL_DENO_STRICT: "true" }).error, undefined);
});

Deno.test("loadConfig() is an error, when it is strict and an unknown instrumentation is named", () => {
  const { error } = load({
    OTEL_DENO_STRICT: "true",
    OTEL_DENO_DISABLED_INSTRUMENTATIONS: "flask",
  });
  assert.match(error?.lines[0] ?? "", /without flask|expected a list of/);
});

Deno.test("loadConfig() is strict, when the file says so", () => {
  const { error } = load(FILE, { speed: 9, distribution: { otel_deno: { strict: true } } });
  assert.deepEqual(error, {
    strict: true,
    lines: ['Cannot use speed="9": not supported yet'],
  });
});

for (const strict of [true, false]) {
  Deno.test(`loadConfig() says why a file cannot be used, when strict is ${strict}`, () => {
    const env: Env = { ...FILE, OTEL_DENO_STRICT: String(strict) };
    const { config, error } = loadConfig((name) => env[name], {
      loadParser: () => () => {
        throw new Error("there is no such file");
      },
    });
    assert.deepEqual(error, {
      strict,
      lines: ["Cannot use the configuration file otel.yaml: there is no such file"],
    });
    assert.deepEqual(config, { disabled: true, propagator: { composite: [] } });
  });
}

Deno.test("loadConfig() gives the same, when options in code ask for no setting", () => {
  const readEnv = (name: string) => name === "OTEL_SERVICE_NAME" ? "dice" : undefined;
  assert.deepEqual(loadConfig(readEnv, { code: {} }), loadConfig(readEnv));
  assert.deepEqual(loadConfig(readEnv, { code: { config: {} } }), loadConfig(readEnv));
});
