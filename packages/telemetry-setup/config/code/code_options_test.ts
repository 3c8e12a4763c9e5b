import type { ConfigurationModel } from "@opentelemetry/configuration";
import assert from "node:assert/strict";
import type { StartTelemetryOptions } from "../../start_telemetry.ts";
import { describeProblem } from "../config_problem.ts";
import { loadConfig } from "../load_config.ts";
import type { CodeOptions, ConfigOptions } from "./code_options.ts";
import { OPTION_NAMES } from "./unknown_options.ts";

interface Given {
  readonly env?: Readonly<Record<string, string>>;
  /** Stands for the file that OTEL_CONFIG_FILE names. */
  readonly file?: ConfigurationModel;
  readonly readIneffective?: boolean;
}

function load(code: CodeOptions, { env = {}, file, readIneffective = false }: Given = {}) {
  const read = (name: string) => file && name === "OTEL_CONFIG_FILE" ? "x.yaml" : env[name];
  const loadParser = () => () => ({ model: file!, warnings: [] });
  const resolved = loadConfig(read, { code, loadParser, readIneffective });
  const sourceOf = (path: string) =>
    resolved.explanation.find((setting) => setting.path === path)?.source;
  return { ...resolved, sourceOf };
}

const BATCH = "tracer_provider.processors[0].batch";
const FILE: ConfigurationModel = {
  log_level: "warn",
  attribute_limits: { attribute_count_limit: 7 },
  tracer_provider: { processors: [], limits: { link_count_limit: 3, attribute_count_limit: 9 } },
};

Deno.test("loadConfig() takes code over the file, the file over the environment", () => {
  const env = { OTEL_LOG_LEVEL: "debug", OTEL_SDK_DISABLED: "true" };
  const nothing = load({}, { env });
  assert.equal(nothing.config.log_level, "debug");
  assert.equal(nothing.sourceOf("log_level"), "OTEL_LOG_LEVEL");
  const withFile = load({}, { env, file: FILE });
  assert.equal(withFile.config.log_level, "warn");
  assert.equal(withFile.config.disabled, false);
  assert.equal(withFile.sourceOf("log_level"), "file");
  for (const given of [{ env }, { env, file: FILE }]) {
    const { config, sourceOf } = load({ config: { log_level: "error" } }, given);
    assert.equal(config.log_level, "error");
    assert.equal(sourceOf("log_level"), "code");
  }
});

Deno.test("loadConfig() takes code over the default, and says default of the rest", () => {
  const { config, problems, sourceOf } = load({
    config: { tracer_provider: { limits: { link_count_limit: 5 } } },
  });
  assert.equal(config.tracer_provider?.limits?.link_count_limit, 5);
  assert.equal(sourceOf("tracer_provider.limits.link_count_limit"), "code");
  assert.equal(config.tracer_provider?.limits?.event_count_limit, 128);
  assert.equal(sourceOf("tracer_provider.limits.event_count_limit"), "default");
  assert.deepEqual(problems, []);
});

Deno.test("loadConfig() is the same with empty options in code as without", () => {
  const env = { OTEL_TRACES_EXPORTER: "console", OTEL_ATTRIBUTE_COUNT_LIMIT: "4" };
  const read = (name: string) => env[name as keyof typeof env];
  assert.deepEqual(
    loadConfig(read, { code: { config: { tracer_provider: {} } } }),
    loadConfig(read),
  );
});

Deno.test("loadConfig() replaces a list in code as a whole, and completes it", () => {
  const endpoint = "http://user:pass@receiver:9/v1/traces";
  const { config, sourceOf, explanation } = load({
    config: {
      tracer_provider: {
        processors: [{ batch: { schedule_delay: 9, exporter: { otlp_http: { endpoint } } } }],
      },
    },
  }, { env: { OTEL_TRACES_EXPORTER: "console,otlp", OTEL_LOGS_EXPORTER: "none" } });
  assert.equal(config.tracer_provider?.processors.length, 1);
  const [{ batch }] = config.tracer_provider.processors as [{ readonly batch: object }];
  assert.partialDeepStrictEqual(batch, {
    schedule_delay: 9,
    max_queue_size: null,
    exporter: { otlp_http: { endpoint, timeout: 10_000, encoding: "protobuf" } },
  });
  assert.equal(sourceOf(`${BATCH}.schedule_delay`), "code");
  assert.equal(sourceOf(`${BATCH}.max_queue_size`), "default");
  assert.doesNotMatch(JSON.stringify(explanation), /pass/);
  // What code says nothing of stays.
  assert.deepEqual(config.logger_provider?.processors, []);
});

Deno.test("loadConfig() replaces a component in code as a whole", () => {
  const env = { OTEL_TRACES_SAMPLER: "parentbased_traceidratio", OTEL_TRACES_SAMPLER_ARG: "0.5" };
  const config: ConfigOptions = { tracer_provider: { sampler: { always_off: {} } } };
  assert.deepEqual(load({ config }, { env }).config.tracer_provider?.sampler, { always_off: {} });
  const propagator = { composite: [{ b3: {} }] };
  const { config: model } = load({ config: { propagator } });
  assert.deepEqual(model.propagator, propagator);
  const none = load({ config: { propagator: { composite: [] } } });
  assert.deepEqual(none.config.propagator, { composite: [] });
});

Deno.test("loadConfig() joins attributes of the resource by name, service name last", () => {
  const env = { OTEL_RESOURCE_ATTRIBUTES: "a=env,b=env,service.name=env", OTEL_DENO_RUN_ID: "1" };
  const { config, sourceOf } = load({
    config: { resource: { attributes: [{ name: "b", value: "config" }] } },
    resourceAttributes: { c: [1, 2], "service.name": "attribute" },
    serviceName: "dice",
  }, { env });
  assert.deepEqual(config.resource?.attributes, [
    { name: "a", value: "env" },
    { name: "otel_deno.run.id", value: "1" },
    { name: "b", value: "config" },
    { name: "c", value: [1, 2] },
    { name: "service.name", value: "dice" },
  ]);
  assert.equal(sourceOf("resource.attributes[0]"), "OTEL_RESOURCE_ATTRIBUTES");
  assert.equal(sourceOf("resource.attributes[4]"), "code");
});

Deno.test("loadConfig() lets a general limit in code stand in where nobody gave another", () => {
  const config: ConfigOptions = { attribute_limits: { attribute_count_limit: 2 } };
  const env = { OTEL_ATTRIBUTE_COUNT_LIMIT: "5", OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT: "6" };
  const fromEnv = load({ config }, { env }).config;
  assert.equal(fromEnv.tracer_provider?.limits?.attribute_count_limit, 6);
  assert.equal(fromEnv.tracer_provider.limits.link_attribute_count_limit, 2);
  assert.equal(fromEnv.logger_provider?.limits?.attribute_count_limit, 2);
  const fromFile = load({ config }, { file: FILE }).config;
  assert.equal(fromFile.tracer_provider?.limits?.attribute_count_limit, 9);
  assert.equal(fromFile.tracer_provider.limits.link_attribute_count_limit, 2);
});

Deno.test("loadConfig() gives a signal that the file leaves out its defaults, when code has it", () => {
  const config: ConfigOptions = {
    logger_provider: { processors: [{ simple: { exporter: { console: {} } } }] },
  };
  const { config: model } = load({ config }, { file: FILE });
  assert.deepEqual(model.logger_provider, {
    processors: [{ simple: { exporter: { console: {} } } }],
    limits: { attribute_value_length_limit: null, attribute_count_limit: 7 },
  });
  assert.equal(model.meter_provider, undefined);
});

Deno.test("loadConfig() takes our own settings in code, by the rules of the variables", () => {
  const config: ConfigOptions = {
    distribution: { otel_deno: { excluded_urls: ["a,b"], queue_bytes: -1 } },
  };
  const env = { OTEL_DENO_EXCLUDED_URLS: "env", OTEL_DENO_MODE: "augment" };
  const { config: model, problems, sourceOf } = load({ config }, { env, readIneffective: true });
  assert.partialDeepStrictEqual(model.distribution?.otel_deno, {
    mode: "augment",
    excluded_urls: ["a,b"],
    queue_bytes: 33_554_432,
  });
  const path = "distribution.otel_deno";
  assert.equal(sourceOf(`${path}.mode`), "OTEL_DENO_MODE");
  assert.equal(sourceOf(`${path}.excluded_urls`), "code");
  assert.deepEqual(problems.map(({ setting }) => setting), [`config.${path}.queue_bytes`]);
});

Deno.test("loadConfig() says one problem for each key and option that there is not", () => {
  const code = { servicename: "x", config: { speed: 9, tracer_provider: { sampler_: "s3cret" } } };
  const { config, problems } = load(code as unknown as CodeOptions);
  const lines = problems.map(describeProblem);
  assert.deepEqual(lines, [
    `Cannot use servicename="***": expected one of ${OPTION_NAMES.join(", ")}; using nothing of it`,
    'Cannot use config.speed="9": nothing acts on such a key; using nothing of it',
    'Cannot use config.tracer_provider.sampler_="***": nothing acts on such a key; ' +
    "using nothing of it",
  ]);
  assert.equal(config.disabled, false);
});

Deno.test("loadConfig() says what there is, when code asks for a component that there is not", () => {
  const config: ConfigOptions = {
    tracer_provider: { processors: [{ simple: { exporter: { kafka: {} } } }] },
  };
  const { config: model, error } = load({ config });
  assert.equal(model.disabled, true);
  assert.equal(error?.strict, false);
  assert.match(
    error.lines[0] ?? "",
    /^Cannot use the options in code: config\.tracer_provider.*no exporter kafka; known are otlp_http/,
  );
});

Deno.test("loadConfig() is strict in code and about code, whatever the environment says", () => {
  const bad = { speed: 9 } as ConfigOptions;
  const strict = { otel_deno: { strict: true } };
  const inCode = load({ config: { ...bad, distribution: strict } });
  assert.equal(inCode.error?.strict, true);
  assert.match(inCode.error.lines[0] ?? "", /^Cannot use config\.speed/);
  const env = { OTEL_DENO_STRICT: "true" };
  assert.equal(load({ config: bad }, { env }).error?.strict, true);
  assert.equal(
    load({ config: bad, servicename: 1 } as CodeOptions, { env }).error?.lines.length,
    2,
  );
  const distribution = { otel_deno: { strict: false } };
  assert.equal(load({ config: { ...bad, distribution } }, { env }).error, undefined);
});

Deno.test("mergeCodeOptions() takes the detection of the resource from code, attributes from both", () => {
  const detection = { detectors: [{ host: null }], attributes: { excluded: ["host.id"] } };
  const { config, problems } = load({
    config: { resource: { "detection/development": detection } },
    resourceAttributes: { team: "blue" },
  }, { env: { OTEL_SERVICE_NAME: "dice" } });
  assert.deepEqual(problems, []);
  assert.deepEqual(config.resource, {
    attributes: [{ name: "service.name", value: "dice" }, { name: "team", value: "blue" }],
    "detection/development": { detectors: [{ host: {} }], attributes: { excluded: ["host.id"] } },
  });
});

Deno.test("OPTION_NAMES has every option of startTelemetry()", () => {
  const all: Readonly<Record<keyof StartTelemetryOptions, true>> = {
    config: true,
    serviceName: true,
    resourceAttributes: true,
    resourceDetectors: true,
    env: true,
    spanProcessors: true,
    logRecordProcessors: true,
    metricReaders: true,
    npmInstrumentations: true,
    views: true,
    diagnostics: true,
  };
  assert.deepEqual([...OPTION_NAMES].sort(), Object.keys(all).sort());
});
