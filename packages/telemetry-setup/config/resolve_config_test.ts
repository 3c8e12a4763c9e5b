import type { ConfigurationModel } from "@opentelemetry/configuration";
import assert from "node:assert/strict";
import { describeProblem } from "./config_problem.ts";
import { resolveConfig } from "./resolve_config.ts";

function resolve(env: Readonly<Record<string, string>>) {
  const { config, problems } = resolveConfig((name) => env[name]);
  return { config, messages: problems.map(describeProblem) };
}

/** As if something acted on everything. */
function resolveAll(env: Readonly<Record<string, string>>) {
  const { config, problems } = resolveConfig((name) => env[name], { readIneffective: true });
  return { config, messages: problems.map(describeProblem) };
}

function otlpHttp(signal: string, aggregation = {}) {
  return {
    otlp_http: {
      endpoint: `http://localhost:4318/v1/${signal}`,
      tls: { ca_file: null, key_file: null, cert_file: null },
      headers: [],
      compression: "none",
      timeout: 10_000,
      encoding: "protobuf",
      ...aggregation,
    },
  };
}

Deno.test("resolveConfig() gives the defaults, when nothing is set", () => {
  const batch = { export_timeout: 30_000, max_queue_size: null, max_export_batch_size: null };
  const attributes = { attribute_value_length_limit: null, attribute_count_limit: 128 };
  const expected = {
    disabled: false,
    log_level: "info",
    attribute_limits: attributes,
    resource: { attributes: [] },
    propagator: { composite: [{ tracecontext: {} }, { baggage: {} }] },
    tracer_provider: {
      processors: [{ batch: { schedule_delay: 5000, ...batch, exporter: otlpHttp("traces") } }],
      limits: {
        ...attributes,
        event_count_limit: 128,
        link_count_limit: 128,
        event_attribute_count_limit: 128,
        link_attribute_count_limit: 128,
      },
      sampler: { parent_based: { root: { always_on: {} } } },
    },
    meter_provider: {
      readers: [{
        periodic: {
          interval: 60_000,
          timeout: 30_000,
          exporter: otlpHttp("metrics", {
            temporality_preference: "cumulative",
            default_histogram_aggregation: "explicit_bucket_histogram",
          }),
        },
      }],
      exemplar_filter: "trace_based",
    },
    logger_provider: {
      processors: [{ batch: { schedule_delay: 1000, ...batch, exporter: otlpHttp("logs") } }],
      limits: attributes,
    },
  };
  const { config, problems, notes } = resolveConfig(() => undefined);
  const { "instrumentation/development": _, distribution: __, ...specified } = config;
  assert.deepEqual(specified, expected);
  assert.deepEqual(problems, []);
  assert.deepEqual(notes, []);
});

Deno.test("resolveConfig() freezes all of what it returns", () => {
  const resolved = resolveConfig(() => undefined);
  const unfrozen: string[] = [];
  (function visit(value: unknown, path: string): void {
    if (typeof value !== "object" || value === null) return;
    if (!Object.isFrozen(value)) unfrozen.push(path);
    for (const [key, child] of Object.entries(value)) visit(child, `${path}.${key}`);
  })(resolved, "resolved");
  assert.deepEqual(unfrozen, []);
});

Deno.test("resolveConfig() keeps secrets out of the problems, when headers are malformed", () => {
  const { messages } = resolve({
    OTEL_EXPORTER_OTLP_HEADERS: "s3cr3t,authorization=s3cr3t%",
    OTEL_EXPORTER_OTLP_LOGS_HEADERS: "s3cr3t s3cr3t=s3cr3t",
    OTEL_EXPORTER_OTLP_ENDPOINT: "https//me:s3cr3t@host/?token=s3cr3t",
    OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: "me:s3c/s3cr3t@host",
  });
  assert.equal(messages.length, 4);
  assert.doesNotMatch(messages.join(), /s3cr3t/);
});

Deno.test("resolveConfig() takes the name of the service from OTEL_SERVICE_NAME, which wins", () => {
  const { config } = resolve({
    OTEL_RESOURCE_ATTRIBUTES: "service.name=lost,team=a%2Cb",
    OTEL_SERVICE_NAME: "dice",
  });
  assert.deepEqual(config.resource?.attributes, [
    { name: "team", value: "a,b" },
    { name: "service.name", value: "dice" },
  ]);
});

Deno.test("resolveConfig() discards all attributes of the resource, when one is bad", () => {
  const { config, messages } = resolve({ OTEL_RESOURCE_ATTRIBUTES: "team=blue,share=50%" });
  assert.deepEqual(config.resource?.attributes, []);
  assert.deepEqual(messages, [
    'Cannot use OTEL_RESOURCE_ATTRIBUTES="team=blue,share=50%": expected key=value pairs, separated by commas (pair 2: bad percent-encoding, write %25 for a percent sign); using none of it',
  ]);
});

for (
  const [text, severity] of [
    ["none", "fatal4"],
    ["ERROR", "error"],
    ["warn", "warn"],
    ["info", "info"],
    ["debug", "debug"],
    ["verbose", "trace"],
    ["all", "trace"],
  ] as const
) {
  Deno.test(`resolveConfig() makes log level ${severity} of OTEL_LOG_LEVEL=${text}`, () => {
    assert.equal(resolve({ OTEL_LOG_LEVEL: text }).config.log_level, severity);
  });
}

Deno.test("resolveConfig() keeps the propagators, when the SDK is disabled", () => {
  const { config } = resolve({ OTEL_SDK_DISABLED: "True", OTEL_PROPAGATORS: "baggage" });
  assert.equal(config.disabled, true);
  assert.deepEqual(config.propagator?.composite, [{ baggage: {} }]);
});

Deno.test("resolveConfig() has no propagator, when none is asked for", () => {
  assert.deepEqual(resolve({ OTEL_PROPAGATORS: "none" }).config.propagator?.composite, []);
});

Deno.test("resolveConfig() tells which propagator it does not know, and uses the others", () => {
  const { config, messages } = resolve({ OTEL_PROPAGATORS: "b4,tracecontext,tracecontext" });
  assert.deepEqual(config.propagator?.composite, [{ tracecontext: {} }]);
  assert.deepEqual(messages, [
    'Cannot use OTEL_PROPAGATORS="b4,tracecontext,tracecontext": expected a list of tracecontext, baggage, b3, b3multi, jaeger, xray, ottrace or none, without b4; using tracecontext',
  ]);
});

Deno.test("resolveConfig() has nothing that exports, when the exporters are none", () => {
  const { config, messages } = resolve({
    OTEL_TRACES_EXPORTER: "none",
    OTEL_METRICS_EXPORTER: "NONE",
    OTEL_LOGS_EXPORTER: "none",
  });
  assert.deepEqual(config.tracer_provider?.processors, []);
  assert.deepEqual(config.meter_provider?.readers, []);
  assert.deepEqual(config.logger_provider?.processors, []);
  assert.deepEqual(messages, []);
});

Deno.test("resolveConfig() has a processor for each exporter of a list, in its order", () => {
  const { config } = resolve({
    OTEL_TRACES_EXPORTER: "console, otlp, console",
    OTEL_LOGS_EXPORTER: "otlp,console",
  });
  const kinds = (processors: readonly object[] | undefined) =>
    processors?.map((processor) => Object.keys(processor)[0]);
  assert.deepEqual(kinds(config.tracer_provider?.processors), ["simple", "batch"]);
  assert.deepEqual(kinds(config.logger_provider?.processors), ["batch", "simple"]);
});

function intervals(config: ConfigurationModel) {
  return config.meter_provider?.readers.map(({ periodic }) => periodic?.interval);
}

Deno.test("resolveConfig() exports metrics every 60 s with OTLP and every 10 s on the console", () => {
  const { config } = resolve({ OTEL_METRICS_EXPORTER: "otlp,console" });
  assert.deepEqual(intervals(config), [60_000, 10_000]);
});

Deno.test("resolveConfig() exports metrics everywhere at the interval, when one is set", () => {
  const { config, messages } = resolve({
    OTEL_METRICS_EXPORTER: "otlp,console",
    OTEL_METRIC_EXPORT_INTERVAL: "500",
    OTEL_METRIC_EXPORT_TIMEOUT: "700",
  });
  assert.deepEqual(intervals(config), [500, 500]);
  assert.equal(config.meter_provider?.readers[1]?.periodic?.timeout, 700);
  assert.deepEqual(messages, []);
});

Deno.test("resolveConfig() names both default intervals, when the interval is bad", () => {
  const { config, messages } = resolve({
    OTEL_METRICS_EXPORTER: "otlp,console",
    OTEL_METRIC_EXPORT_INTERVAL: "5s",
  });
  assert.deepEqual(intervals(config), [60_000, 10_000]);
  assert.deepEqual(messages, [
    'Cannot use OTEL_METRIC_EXPORT_INTERVAL="5s": expected a number of milliseconds; using 60000, on the console 10000',
  ]);
});

for (const [prefix, provider] of [["BSP", "tracer"], ["BLRP", "logger"]] as const) {
  const batchOf = (config: ConfigurationModel) =>
    config[`${provider}_provider`]?.processors[0]?.batch;

  Deno.test(`resolveConfig() reads OTEL_${prefix}_* into the batch processor`, () => {
    const { config, messages } = resolve({
      [`OTEL_${prefix}_SCHEDULE_DELAY`]: "0",
      [`OTEL_${prefix}_EXPORT_TIMEOUT`]: "0",
      [`OTEL_${prefix}_MAX_QUEUE_SIZE`]: "20",
      [`OTEL_${prefix}_MAX_EXPORT_BATCH_SIZE`]: "20",
    });
    const { exporter: _, ...batch } = batchOf(config)!;
    assert.deepEqual(batch, {
      schedule_delay: 0,
      export_timeout: 0,
      max_queue_size: 20,
      max_export_batch_size: 20,
    });
    assert.deepEqual(messages, []);
  });

  Deno.test(`resolveConfig() clamps OTEL_${prefix}_MAX_EXPORT_BATCH_SIZE with a problem, when it is larger than the queue`, () => {
    const { config, messages } = resolve({
      [`OTEL_${prefix}_MAX_QUEUE_SIZE`]: "20",
      [`OTEL_${prefix}_MAX_EXPORT_BATCH_SIZE`]: "21",
    });
    assert.equal(batchOf(config)?.max_export_batch_size, 20);
    assert.deepEqual(messages, [
      `Cannot use OTEL_${prefix}_MAX_EXPORT_BATCH_SIZE="21": expected at most OTEL_${prefix}_MAX_QUEUE_SIZE, which is 20; using 20`,
    ]);
  });

  Deno.test(`resolveConfig() shrinks the default batch without a problem, when OTEL_${prefix}_MAX_QUEUE_SIZE is small`, () => {
    const { config, messages } = resolve({ [`OTEL_${prefix}_MAX_QUEUE_SIZE`]: "20" });
    assert.equal(batchOf(config)?.max_export_batch_size, 20);
    assert.deepEqual(messages, []);
  });
}

Deno.test("resolveConfig() has every propagator of the specification, in the order of the list", () => {
  const names = ["ottrace", "xray", "jaeger", "b3multi", "b3", "baggage", "tracecontext"];
  const { config, messages } = resolveAll({ OTEL_PROPAGATORS: names.join() });
  assert.deepEqual(config.propagator?.composite, names.map((name) => ({ [name]: {} })));
  assert.deepEqual(messages, []);
});

Deno.test("resolveConfig() has a part of the model for every exporter", () => {
  const { config, messages } = resolveAll({
    OTEL_TRACES_EXPORTER: "zipkin,otlp/stdout",
    OTEL_METRICS_EXPORTER: "prometheus,otlp/stdout",
    OTEL_LOGS_EXPORTER: "otlp/stdout",
    OTEL_EXPORTER_ZIPKIN_ENDPOINT: "http://zipkin:9411/x",
    OTEL_EXPORTER_PROMETHEUS_PORT: "0",
    OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE: "LowMemory",
    OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION: "base2_exponential_bucket_histogram",
    OTEL_METRICS_EXEMPLAR_FILTER: "always_off",
  });
  assert.deepEqual(messages, []);
  const stdout = { "otlp_file/development": { output_stream: "stdout" } };
  const { processors } = config.tracer_provider!;
  assert.deepEqual(processors.map(({ batch }) => batch?.exporter), [
    { zipkin: { endpoint: "http://zipkin:9411/x", timeout: 10_000 } },
    stdout,
  ]);
  assert.deepEqual(config.logger_provider?.processors[0]?.batch?.exporter, stdout);
  const { readers, exemplar_filter } = config.meter_provider!;
  assert.deepEqual(readers[0], {
    pull: { exporter: { "prometheus/development": { host: "localhost", port: 0 } } },
  });
  assert.deepEqual(readers[1]?.periodic, {
    interval: 60_000,
    timeout: 30_000,
    exporter: {
      "otlp_file/development": {
        output_stream: "stdout",
        temporality_preference: "low_memory",
        default_histogram_aggregation: "base2_exponential_bucket_histogram",
      },
    },
  });
  assert.equal(exemplar_filter, "always_off");
});
