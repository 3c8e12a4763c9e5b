// What other distributions get wrong as they read settings: each fault, and that it is not here. Those
// with files are in file/; what can only be seen from outside of a process is in testing/effects/.
import assert from "node:assert/strict";
import type { EnvVariable } from "./env_variable.ts";
import { ENV_VARIABLES } from "./env_variables.ts";
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

Deno.test("not here: interval and timeout of metrics are for OTLP only", () => {
  const { config, problems } = resolve({
    OTEL_METRICS_EXPORTER: "console,otlp",
    OTEL_METRIC_EXPORT_INTERVAL: "500",
    OTEL_METRIC_EXPORT_TIMEOUT: "70",
  });
  assert.deepEqual(
    config.meter_provider?.readers.map(({ periodic }) => [periodic?.interval, periodic?.timeout]),
    [[500, 70], [500, 70]],
  );
  assert.deepEqual(problems, []);
});

Deno.test("not here: without a sampler, a parent that is not sampled is not asked", () => {
  assert.deepEqual(DEFAULTS.tracer_provider?.sampler?.parent_based?.root, { always_on: {} });
});

Deno.test("not here: without a level nothing is told", () => {
  assert.equal(DEFAULTS.log_level, "info");
});

Deno.test("not here: limits for log records or of other kinds do not follow the general one", () => {
  const { config } = resolve({
    OTEL_ATTRIBUTE_COUNT_LIMIT: "3",
    OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT: "7",
  });
  for (const limits of [config.tracer_provider?.limits, config.logger_provider?.limits]) {
    assert.equal(limits?.attribute_count_limit, 3);
    assert.equal(limits?.attribute_value_length_limit, 7);
  }
});

Deno.test("not here: attributes of the resource are not decoded, or win over the service's own name", () => {
  const { config } = resolve({
    OTEL_RESOURCE_ATTRIBUTES: "team=a%20b%2Cc,service.name=other",
    OTEL_SERVICE_NAME: "dice",
  });
  const values = new Map(config.resource?.attributes?.map(({ name, value }) => [name, value]));
  assert.deepEqual([values.get("service.name"), values.get("team")], ["dice", "a b,c"]);
});
