// What other distributions get wrong with configuration files: each fault, and that it is not here.
import assert from "node:assert/strict";
import type { ConfigurationModel } from "@opentelemetry/configuration";
import { describeProblem } from "../config_problem.ts";
import { resolveConfig } from "../resolve_config.ts";
import { resolveConfigFile } from "./resolve_config_file.ts";

const DEFAULTS = resolveConfig(() => undefined).config;

/** A file, beside an environment that says something else about everything. */
function readFile(model: object) {
  const contradicting: Readonly<Record<string, string>> = {
    OTEL_SERVICE_NAME: "from the environment",
    OTEL_EXPORTER_OTLP_ENDPOINT: "http://from.the.environment:4318",
    OTEL_EXPORTER_OTLP_HEADERS: "from=environment",
    OTEL_EXPORTER_OTLP_TIMEOUT: "1",
    OTEL_EXPORTER_OTLP_COMPRESSION: "gzip",
    OTEL_PROPAGATORS: "b3",
    OTEL_TRACES_SAMPLER: "always_off",
    OTEL_SDK_DISABLED: "true",
    OTEL_BSP_SCHEDULE_DELAY: "1",
    OTEL_ATTRIBUTE_COUNT_LIMIT: "1",
  };
  const { config, problems } = resolveConfigFile("otel.yaml", {
    parse: () => ({ model: structuredClone(model) as ConfigurationModel, warnings: [] }),
    readEnv: (name) => contradicting[name],
  });
  return { config, messages: problems.map(describeProblem) };
}

Deno.test("not here: beside a file, the environment is merged into the exporters", () => {
  const exporter = { otlp_http: {} };
  const { config } = readFile({
    tracer_provider: { processors: [{ batch: { exporter } }] },
    meter_provider: { readers: [{ periodic: { exporter } }] },
    logger_provider: { processors: [{ batch: { exporter } }] },
  });
  assert.ok(!JSON.stringify(config).includes("environment"));
  assert.deepEqual(config.tracer_provider, DEFAULTS.tracer_provider);
  assert.deepEqual(config.meter_provider, DEFAULTS.meter_provider);
  assert.deepEqual(config.logger_provider, DEFAULTS.logger_provider);
  assert.equal(config.disabled, false);
});

/** Keys of files on which others do not act, or of which they say nothing. */
const FILE_KEYS: Readonly<Record<string, object>> = {
  "an unknown key at the top": { speed: 9 },
  "tracer_configurator/development": {
    tracer_provider: { processors: [], "tracer_configurator/development": { default_config: {} } },
  },
  "meter_configurator/development": {
    meter_provider: { readers: [], "meter_configurator/development": { default_config: {} } },
  },
  "logger_configurator/development": {
    logger_provider: { processors: [], "logger_configurator/development": { default_config: {} } },
  },
  "a producer of OpenCensus": {
    meter_provider: {
      readers: [{ periodic: { exporter: { console: {} }, producers: [{ opencensus: null }] } }],
    },
  },
  "instrumentation/development of other languages": {
    "instrumentation/development": { java: { spring: { enabled: true } } },
  },
  "the distribution of somebody else": { distribution: { somebody: { colour: "red" } } },
};

for (const [fault, model] of Object.entries(FILE_KEYS)) {
  Deno.test(`not here: ${fault} is passed over without a word`, () => {
    const { messages } = readFile(model);
    assert.equal(messages.length, 1, messages.join("\n"));
    assert.match(messages[0] ?? "", /not supported yet/);
  });
}

/** Parts of files that make the whole set-up of others fail, or that they pass over. */
const FILE_PARTS: Readonly<Record<string, object>> = {
  "propagators beside the four": {
    propagator: { composite: [{ jaeger: null }, { xray: null }, { ottrace: null }] },
  },
  "a composite sampler": {
    tracer_provider: {
      processors: [],
      sampler: { "composite/development": { parent_threshold: { root: { always_on: {} } } } },
    },
  },
  "a probability sampler": {
    tracer_provider: { processors: [], sampler: { "probability/development": { ratio: 0.5 } } },
  },
  "a sampler that asks Jaeger": {
    tracer_provider: {
      processors: [],
      sampler: {
        "jaeger_remote/development": {
          endpoint: "http://localhost:14250",
          interval: 1000,
          initial_sampler: { always_on: null },
        },
      },
    },
  },
  "lines of OTLP on standard output": {
    logger_provider: {
      processors: [{
        simple: { exporter: { "otlp_file/development": { output_stream: "stdout" } } },
      }],
    },
  },
  "timeouts of 0": {
    tracer_provider: {
      processors: [{ batch: { export_timeout: 0, exporter: { otlp_http: { timeout: 0 } } } }],
    },
    meter_provider: {
      readers: [{ periodic: { timeout: 0, exporter: { otlp_grpc: { timeout: 0 } } } }],
    },
    logger_provider: {
      processors: [{ batch: { export_timeout: 0, exporter: { otlp_grpc: { timeout: 0 } } } }],
    },
  },
  "a filter for exemplars": { meter_provider: { readers: [], exemplar_filter: "always_on" } },
  "wildcards in the keys of attributes": {
    meter_provider: {
      readers: [],
      views: [{
        selector: { instrument_name: "dice.*" },
        stream: { attribute_keys: { included: ["dice.*"], excluded: ["dice.?"] } },
      }],
    },
  },
  "events that become events of spans": {
    logger_provider: { processors: [{ "event_to_span_event_bridge/development": null }] },
  },
  "detection of resources, a container's and what is left out": {
    resource: {
      "detection/development": {
        attributes: { included: ["process.*"], excluded: ["process.command_args"] },
        detectors: [{ container: null }, { host: null }, { process: null }, { service: null }],
      },
    },
  },
  "headers to capture": {
    "instrumentation/development": {
      general: { http: { server: { request_captured_headers: ["x-dice"] } } },
    },
  },
  "limits of cardinality": {
    meter_provider: {
      readers: [{ periodic: { exporter: { console: {} }, cardinality_limits: { default: 10 } } }],
    },
  },
  "a certificate with a relative path": {
    tracer_provider: {
      processors: [{ simple: { exporter: { otlp_http: { tls: { ca_file: "ca.pem" } } } } }],
    },
  },
  "the type of an attribute": {
    resource: { attributes: [{ name: "replicas", value: "3", type: "int" }] },
  },
};

for (const [part, model] of Object.entries(FILE_PARTS)) {
  Deno.test(`not here: ${part} in a file cannot be used`, () => {
    assert.deepEqual(readFile(model).messages, []);
  });
}

Deno.test("not here: the type of an attribute in a file is passed over", () => {
  const { config } = readFile({
    resource: { attributes: [{ name: "ready", value: "true", type: "bool" }] },
  });
  assert.deepEqual(config.resource?.attributes, [{ name: "ready", value: true, type: "bool" }]);
});

Deno.test("not here: the temporality of the console exporter in a file is passed over", () => {
  const console = {
    temporality_preference: "delta",
    default_histogram_aggregation: "base2_exponential_bucket_histogram",
  };
  const { config, messages } = readFile({
    meter_provider: { readers: [{ periodic: { exporter: { console } } }] },
  });
  assert.deepEqual(messages, []);
  assert.deepEqual(config.meter_provider?.readers[0]?.periodic?.exporter, { console });
});

Deno.test("not here: zipkin is an exporter in one way of starting, and none in another", () => {
  const zipkin = { endpoint: "http://localhost:9411/api/v2/spans", timeout: 10_000 };
  const { config } = resolveConfig((name) =>
    name === "OTEL_TRACES_EXPORTER" ? "zipkin" : undefined
  );
  assert.deepEqual(config.tracer_provider?.processors[0]?.batch?.exporter, { zipkin });
  const file = readFile({
    tracer_provider: { processors: [{ batch: { exporter: { zipkin: null } } }] },
  });
  assert.deepEqual(file.config.tracer_provider?.processors[0]?.batch?.exporter, { zipkin });
});

Deno.test("not here: general limits in a file are none of log records'", () => {
  const { config } = readFile({
    attribute_limits: { attribute_count_limit: 3, attribute_value_length_limit: 7 },
    tracer_provider: { processors: [] },
    logger_provider: { processors: [] },
  });
  for (const limits of [config.tracer_provider?.limits, config.logger_provider?.limits]) {
    assert.equal(limits?.attribute_count_limit, 3);
    assert.equal(limits?.attribute_value_length_limit, 7);
  }
});
