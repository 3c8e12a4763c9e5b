import assert from "node:assert/strict";
import { describeProblem } from "../config_problem.ts";
import { resolveConfig } from "../resolve_config.ts";
import { resolveConfigFile } from "./resolve_config_file.ts";

/** As if something acted on everything that the environment can ask for. */
function resolve(model: object, readIneffective = true) {
  const { config, problems, notes, explanation } = resolveConfigFile("otel.yaml", {
    parse: () => ({ model: structuredClone(model), warnings: ["a newer version"] }),
    readEnv: () => undefined,
    readIneffective,
  });
  return { config, messages: problems.map(describeProblem), notes, explanation };
}

function spanExporter(exporter: object) {
  const { config, ...rest } = resolve({
    tracer_provider: { processors: [{ simple: { exporter } }] },
  });
  return { exporter: config.tracer_provider?.processors[0]?.simple?.exporter, ...rest };
}

Deno.test("resolveConfigFile() gives the same model as the environment, when both say nothing more", () => {
  const exporter = { otlp_http: null };
  const { config, messages, notes } = resolve({
    propagator: { composite: [{ tracecontext: null }], composite_list: "tracecontext, baggage" },
    tracer_provider: { processors: [{ batch: { exporter } }] },
    meter_provider: { readers: [{ periodic: { exporter } }] },
    logger_provider: { processors: [{ batch: { exporter } }] },
  });
  assert.deepEqual(config, resolveConfig(() => undefined).config);
  assert.deepEqual(messages, []);
  assert.deepEqual(notes, ["a newer version"]);
});

Deno.test("resolveConfigFile() leaves out what the file leaves out on purpose", () => {
  const { config } = resolve({});
  assert.deepEqual(config.propagator, { composite: [] });
  for (const provider of ["tracer_provider", "meter_provider", "logger_provider"]) {
    assert.equal(config[provider], undefined);
  }
});

Deno.test("resolveConfigFile() merges both lists of headers, and those with a value win", () => {
  const { exporter, messages, explanation } = spanExporter({
    otlp_http: {
      headers: [{ name: "A", value: "1" }, { name: "b", value: null }],
      headers_list: "a=s3cr3t,b=2,c",
      timeout: 0,
    },
  });
  assert.deepEqual(exporter?.otlp_http?.headers, [
    { name: "A", value: "1" },
    { name: "b", value: "2" },
  ]);
  assert.equal(exporter?.otlp_http?.timeout, 0);
  assert.equal(messages.length, 1);
  assert.ok(!JSON.stringify([messages, explanation]).includes("s3cr3t"));
});

Deno.test("resolveConfigFile() gives a gRPC endpoint its scheme", () => {
  const { exporter } = spanExporter({
    otlp_grpc: { endpoint: "collector:4317", tls: { insecure: true, ca_file: "/ca.pem" } },
  });
  assert.equal(exporter?.otlp_grpc?.endpoint, "http://collector:4317");
  assert.deepEqual(exporter?.otlp_grpc?.tls, {
    ca_file: "/ca.pem",
    key_file: null,
    cert_file: null,
    insecure: true,
  });
});

Deno.test("resolveConfigFile() uses the default with a problem, when an endpoint is none", () => {
  const { exporter, messages } = spanExporter({ otlp_http: { endpoint: "me:s3cr3t@collector" } });
  assert.equal(exporter?.otlp_http?.endpoint, "http://localhost:4318/v1/traces");
  assert.deepEqual(messages, [
    'Cannot use tracer_provider.processors[0].simple.exporter.otlp_http.endpoint="***@collector": expected a URL like http://localhost:4318; using http://localhost:4318/v1/traces',
  ]);
});

Deno.test("resolveConfigFile() gives the limits of spans and log records the general ones", () => {
  const processors = [{ simple: { exporter: { console: null } } }];
  const { config } = resolve({
    attribute_limits: { attribute_count_limit: 7, attribute_value_length_limit: 9 },
    tracer_provider: { processors, limits: { attribute_count_limit: 1 } },
    logger_provider: { processors },
  });
  assert.deepEqual(config.tracer_provider?.limits, {
    attribute_value_length_limit: 9,
    attribute_count_limit: 1,
    event_count_limit: 128,
    link_count_limit: 128,
    event_attribute_count_limit: 7,
    link_attribute_count_limit: 7,
  });
  assert.deepEqual(config.logger_provider?.limits, {
    attribute_value_length_limit: 9,
    attribute_count_limit: 7,
  });
});

Deno.test("resolveConfigFile() merges both lists of attributes, and gives values their type", () => {
  const { config } = resolve({
    resource: {
      attributes: [{ name: "a", value: 1, type: "string" }, { name: "n", value: null }],
      attributes_list: "a=2,b=3",
    },
  });
  assert.deepEqual(config.resource, {
    attributes: [{ name: "a", value: "1", type: "string" }, { name: "b", value: "3" }],
  });
});

Deno.test("resolveConfigFile() shrinks a batch that is larger than its queue, with a problem", () => {
  const { config, messages } = resolve({
    logger_provider: {
      processors: [{
        batch: { max_queue_size: 5, max_export_batch_size: 6, exporter: { console: null } },
      }],
    },
  });
  assert.equal(config.logger_provider?.processors[0]?.batch?.max_export_batch_size, 5);
  assert.deepEqual(messages, [
    'Cannot use logger_provider.processors[0].batch.max_export_batch_size="6": expected at most max_queue_size, which is 5; using 5',
  ]);
});

Deno.test("resolveConfigFile() names what compression can be, and uses none", () => {
  for (const compression of ["zstd", "GZIP"]) {
    for (const kind of ["otlp_http", "otlp_grpc"]) {
      const { exporter, messages } = spanExporter({ [kind]: { compression } });
      assert.equal((exporter?.[kind] as { compression?: string }).compression, "none");
      assert.deepEqual(messages, [
        `Cannot use tracer_provider.processors[0].simple.exporter.${kind}.compression="${compression}": expected gzip or none; using none`,
      ]);
    }
  }
  for (const compression of ["gzip", "none", null]) {
    assert.deepEqual(spanExporter({ otlp_http: { compression } }).messages, []);
  }
});

Deno.test("resolveConfigFile() takes our own settings from the distribution's part", () => {
  const { config, messages } = resolve({
    distribution: {
      otel_deno: {
        excluded_urls: ["a{1,2}", "b"],
        delivery: "INLINE",
        viewer_port: 99_999,
        fast_path: false,
        sensitive_query_parameters: ["key"],
      },
    },
  });
  const defaults = resolveConfig(() => undefined).config;
  assert.deepEqual(config.distribution?.otel_deno, {
    ...defaults.distribution?.otel_deno,
    excluded_urls: ["a{1,2}", "b"],
    http_server_excluded_urls: ["a{1,2}", "b"],
    http_client_excluded_urls: ["a{1,2}", "b"],
    delivery: "inline",
    fast_path: false,
  });
  assert.deepEqual(
    config["instrumentation/development"]?.general?.sanitization?.url?.sensitive_query_parameters,
    ["key"],
  );
  assert.deepEqual(messages, [
    'Cannot use distribution.otel_deno.viewer_port="99999": expected a whole number, at most 65535; using 4319',
  ]);
});

Deno.test("resolveConfigFile() names every key on which nothing acts", () => {
  const { messages } = resolve({
    speed: 9,
    resource: { "detection/development": { speed: 9, detectors: [{ container: null }] } },
    meter_provider: {
      readers: [
        { periodic: { exporter: { console: {} }, producers: [{ opencensus: null }] } },
        { pull: { exporter: { "prometheus/development": {} }, producers: [{ prometheus: {} }] } },
      ],
      "meter_configurator/development": { default_config: {} },
    },
    distribution: { otel_deno: { colour: "red" } },
    logger_provider: {
      processors: [{ simple: { exporter: { console: { colour: "red" } } } }],
      "logger_configurator/development": null,
    },
  });
  assert.deepEqual(messages.toSorted(), [
    'Cannot use distribution.otel_deno.colour="***": not supported yet; using nothing of it',
    'Cannot use logger_provider.processors[0].simple.exporter.console.colour="***": not supported yet; using nothing of it',
    'Cannot use meter_provider.meter_configurator/development="{…}": not supported yet; using nothing of it',
    'Cannot use meter_provider.readers[0].periodic.producers="[…]": not supported yet; using nothing of it',
    'Cannot use meter_provider.readers[1].pull.producers="[…]": not supported yet; using nothing of it',
    'Cannot use resource.detection/development.speed="9": not supported yet; using nothing of it',
    'Cannot use speed="9": not supported yet; using nothing of it',
  ]);
});

for (
  const [model, message] of [
    [
      { tracer_provider: { processors: [{ simple: { exporter: { kafka: null } } }] } },
      /^tracer_provider\.processors\[0\]\.simple\.exporter: there is no exporter kafka; known are otlp_http, otlp_grpc, console/,
    ],
    [
      { resource: { "detection/development": { detectors: [{ host: null }, { moon: {} }] } } },
      /^resource\.detection\/development\.detectors\[1\]: there is no resource detector moon; known are service, process, host, os, container, kubernetes, cloud/,
    ],
    [
      { propagator: { composite_list: "baggage,pigeon" } },
      /^propagator\.composite\[1\]: there is no propagator pigeon; known are tracecontext, baggage/,
    ],
    [
      { tracer_provider: { processors: [], sampler: { parent_based: { root: { dice: {} } } } } },
      /^tracer_provider\.sampler\.parent_based\.root: there is no sampler dice; known are always_on, always_off/,
    ],
    [
      { logger_provider: { processors: [{ kafka: {} }, { carrier: {} }] } },
      /processors\[0\]: there is no processor kafka; .*processors\[1\]: there is no processor carrier/,
    ],
  ] as const
) {
  Deno.test(`resolveConfigFile() fails with what is known, when it gets ${JSON.stringify(model)}`, () => {
    assert.throws(() => resolve(model), { message });
  });
}

Deno.test("resolveConfigFile() explains which values are from the file", () => {
  const { explanation } = resolve({
    log_level: "warn",
    logger_provider: { processors: [{ batch: { exporter: { console: null } } }] },
    other: { api_key: "s3cr3t" },
  });
  const sources = new Map(explanation.map(({ path, value, source }) => [path, [value, source]]));
  assert.deepEqual(sources.get("log_level"), ["warn", "file"]);
  assert.deepEqual(sources.get("disabled"), [false, "default"]);
  assert.deepEqual(sources.get("other.api_key"), ["***", "file"]);
  assert.deepEqual(sources.get("logger_provider.processors[0].batch.schedule_delay"), [
    1000,
    "default",
  ]);
});
