// What other distributions get wrong as they read settings and files: each fault, and that it is not
// here. What can only be seen from outside of a process is in testing/effects/.
import assert from "node:assert/strict";
import type { ConfigurationModel } from "@opentelemetry/configuration";
import { describeProblem } from "./config_problem.ts";
import type { EnvVariable } from "./env_variable.ts";
import { ENV_VARIABLES } from "./env_variables.ts";
import { resolveConfigFile } from "./file/resolve_config_file.ts";
import { resolveConfig } from "./resolve_config.ts";

const VARIABLES: readonly EnvVariable[] = ENV_VARIABLES;
const DEFAULTS = resolveConfig(() => undefined).config;

function resolve(env: Readonly<Record<string, string>>) {
  const { config, problems } = resolveConfig((name) => env[name], { readIneffective: true });
  return { config, problems: problems.map(({ setting }) => setting) };
}

/** Variables of some types that nothing else hides where they alone are set. */
function ofType(...types: readonly EnvVariable["type"][]): readonly EnvVariable[] {
  return VARIABLES.filter(({ type }) => types.includes(type));
}

/** What one bad value does to a variable, and to everything else: one problem, and the default. */
function assertLeftOut({ name }: EnvVariable, value: string): void {
  // A boolean without a scheme to decide about is not looked at but with gRPC.
  const context = name.endsWith("_INSECURE") ? { OTEL_EXPORTER_OTLP_PROTOCOL: "grpc" } : {};
  const { config, problems } = resolve({ ...context, [name]: value });
  assert.deepEqual(problems, [name]);
  assert.deepEqual(config, resolve(context).config, name);
}

Deno.test("not here: an empty value is something else than none", () => {
  for (const { name } of VARIABLES) {
    const { config, problems } = resolve({ [name]: "" });
    assert.deepEqual(config, DEFAULTS, name);
    assert.deepEqual(problems, [], name);
  }
});

Deno.test("not here: an empty limit is no limit", () => {
  const { config } = resolve({ OTEL_ATTRIBUTE_COUNT_LIMIT: "", OTEL_SPAN_LINK_COUNT_LIMIT: "" });
  assert.equal(config.attribute_limits?.attribute_count_limit, 128);
  assert.equal(config.tracer_provider?.limits?.link_count_limit, 128);
});

Deno.test("not here: a boolean that is none is taken for false without a word", () => {
  for (const variable of ofType("boolean")) {
    if (variable.name === "OTEL_EXPORTER_OTLP_INSECURE" || variable.default === true) continue;
    if (variable.aliasOf !== undefined) continue;
    for (const value of ["yes", "1", "truthy"]) assertLeftOut(variable, value);
  }
});

Deno.test("not here: a boolean is true in small letters only", () => {
  assert.equal(resolve({ OTEL_SDK_DISABLED: "True" }).config.disabled, true);
});

Deno.test("not here: a bad number is ignored without a word, or clamped", () => {
  for (const variable of ofType("integer", "duration")) {
    for (const value of ["ten", "-1", "1.5", "5s", "99999999999999999999"]) {
      assertLeftOut(variable, value);
    }
  }
});

Deno.test("not here: a ratio beyond 1 is clamped without a word", () => {
  for (const value of ["1.5", "-0.1", "half"]) {
    const sampler = { OTEL_TRACES_SAMPLER: "traceidratio" };
    const { config, problems } = resolve({ ...sampler, OTEL_TRACES_SAMPLER_ARG: value });
    assert.deepEqual(problems, ["OTEL_TRACES_SAMPLER_ARG"]);
    assert.deepEqual(config, resolve(sampler).config);
  }
});

Deno.test("not here: an unknown name in an enumeration does more than to be left out", () => {
  for (const variable of ofType("enum", "enumList")) {
    assertLeftOut(variable, "pigeon");
  }
});

Deno.test("not here: one unknown name takes the others of its list with it", () => {
  for (const { name, values = [] } of ofType("enumList")) {
    const known = values.filter((value) => value !== "none").slice(0, 2).join(",");
    const { config, problems } = resolve({ [name]: `${known},pigeon` });
    assert.deepEqual(problems, [name]);
    assert.deepEqual(config, resolve({ [name]: known }).config, name);
  }
});

Deno.test("not here: an enumeration knows its names in one case only", () => {
  for (const { name, values = [] } of ofType("enum", "enumList")) {
    for (const value of values) {
      const { config, problems } = resolve({ [name]: value.toUpperCase() });
      assert.deepEqual(problems, [], `${name}=${value}`);
      assert.deepEqual(config, resolve({ [name]: value }).config, `${name}=${value}`);
    }
  }
});

Deno.test("not here: the names of a list are not trimmed, or counted twice", () => {
  const { config } = resolve({ OTEL_PROPAGATORS: " b3 ,baggage,, b3" });
  assert.deepEqual(config.propagator?.composite, [{ b3: {} }, { baggage: {} }]);
});

Deno.test("not here: a time is read as seconds", () => {
  const { config } = resolve({ OTEL_EXPORTER_OTLP_TIMEOUT: "1500" });
  assert.equal(config.tracer_provider?.processors[0]?.batch?.exporter.otlp_http?.timeout, 1500);
});

Deno.test("not here: the time for an export of metrics is cut to the interval", () => {
  const { config, problems } = resolve({
    OTEL_METRIC_EXPORT_INTERVAL: "500",
    OTEL_METRIC_EXPORT_TIMEOUT: "700",
  });
  assert.equal(config.meter_provider?.readers[0]?.periodic?.timeout, 700);
  assert.deepEqual(problems, []);
});

Deno.test("not here: without a level nothing is told", () => {
  assert.equal(DEFAULTS.log_level, "info");
});

Deno.test("not here: zipkin is an exporter in one way of starting, and none in another", () => {
  const zipkin = { endpoint: "http://localhost:9411/api/v2/spans", timeout: 10_000 };
  const { config } = resolve({ OTEL_TRACES_EXPORTER: "zipkin" });
  assert.deepEqual(config.tracer_provider?.processors[0]?.batch?.exporter, { zipkin });
  const file = readFile({
    tracer_provider: { processors: [{ batch: { exporter: { zipkin: null } } }] },
  });
  assert.deepEqual(file.config.tracer_provider?.processors[0]?.batch?.exporter, { zipkin });
});

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
