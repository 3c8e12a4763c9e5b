import assert from "node:assert/strict";
import { describeProblem } from "./config_problem.ts";
import type { EnvVariable } from "./env_variable.ts";
import { ENV_VARIABLES } from "./env_variables.ts";
import type { OtelDenoModel } from "./otel_deno_model.ts";
import { resolveConfig } from "./resolve_config.ts";

const ROWS: readonly EnvVariable[] = ENV_VARIABLES;

/** Any text is a name, a path or a list; a few texts have to be of some form. */
function canBeBad({ name, type }: EnvVariable): boolean {
  return !["string", "file", "list"].includes(type) ||
    ["OTEL_ENTITIES", "OTEL_TRACES_SAMPLER_ARG"].includes(name);
}

/** As if something acted on everything. */
function resolve(env: Readonly<Record<string, string>>) {
  return resolveConfig((name) => env[name], { readIneffective: true });
}

Deno.test("resolveConfig() reads every variable of the table, and no other", () => {
  const read = new Set<string>();
  for (const protocol of ["grpc", "http/json"]) {
    resolveConfig((name) => {
      read.add(name);
      return name === "OTEL_EXPORTER_OTLP_PROTOCOL" ? protocol : undefined;
    });
  }
  assert.deepEqual([...read].sort(), ROWS.map(({ name }) => name).sort());
});

Deno.test("resolveConfig() has one line for every variable of the table, when all are bad", () => {
  // A boolean is never too bad to be false, so that those of the signals hide the general one.
  const readable = ROWS.filter((row) =>
    canBeBad(row) && row.aliasOf === undefined && row.name !== "OTEL_EXPORTER_OTLP_INSECURE"
  );
  const { problems } = resolveConfig(
    (name) => readable.some((row) => row.name === name) ? "\u001b[31m b\na:d" : undefined,
    { readIneffective: true },
  );
  assert.deepEqual(
    [...new Set(problems.map(({ setting }) => setting))],
    readable.map(({ name }) => name),
  );
  assert.equal(problems.length, readable.length);
  for (const line of problems.map(describeProblem)) {
    assert.match(line, /^Cannot use OTEL_[A-Z0-9_]+="\P{Cc}+": expected \P{Cc}+; using \P{Cc}+$/u);
    assert.doesNotMatch(line, /undefined|null|NaN|\[object/);
  }
});

Deno.test("resolveConfig() says of everything that nothing acts on yet that it is not supported", () => {
  const rows = ROWS.filter(({ effective }) => effective === false);
  for (const { name } of rows) {
    const { config, problems } = resolveConfig((asked) => asked === name ? "true" : undefined);
    assert.deepEqual(problems.map(({ setting, reason }) => [setting, reason]), [
      [name, "not supported yet"],
    ]);
    assert.notEqual(problems[0]?.used, "", name);
    assert.deepEqual(config, resolveConfig(() => undefined).config);
  }
});

Deno.test("resolveConfig() says of every value that nothing acts on yet that it is not supported", () => {
  for (const { name, notYet = [] } of ROWS) {
    for (const value of notYet) {
      const { config, problems } = resolveConfig((asked) => asked === name ? value : undefined);
      assert.deepEqual(problems.map(({ setting, reason }) => [setting, reason]), [
        [name, `${value} is not supported yet`],
      ]);
      assert.deepEqual(config, resolveConfig(() => undefined).config);
    }
  }
});

Deno.test("resolveConfig() gives the defaults, when all variables are bad", () => {
  // A boolean that cannot be read is false, also where that is not the default.
  const usual = ROWS.filter((row) => row.type !== "boolean" || row.default !== true);
  const names = usual.filter(canBeBad).map(({ name }) => name)
    .filter((name) => name !== "OTEL_PYTHON_LOGGING_AUTO_INSTRUMENTATION_ENABLED");
  const bad = resolveConfig((name) => names.includes(name) ? "(b a:d" : undefined);
  assert.deepEqual(bad.config, resolveConfig(() => undefined).config);
});

Deno.test("resolveConfig() gives the defaults, when no variable can be read", () => {
  const { config, problems } = resolveConfig(() => {
    throw new TypeError("Cannot read the environment");
  });
  assert.deepEqual(config, resolveConfig(() => undefined).config);
  for (const { setting, used } of problems) assert.notEqual(used, "", setting);
  assert.ok(problems.length > 30);
});

Deno.test("resolveConfig() reads names of Python's as ours, and says so in one note", () => {
  const env: Record<string, string> = {
    OTEL_PYTHON_EXCLUDED_URLS: "health, ready",
    OTEL_PYTHON_LOG_HANDLER_LEVEL: "WARNING",
    OTEL_PYTHON_LOGGING_AUTO_INSTRUMENTATION_ENABLED: "true",
  };
  const { config, problems, notes } = resolveConfig((name) => env[name], {
    readIneffective: true,
  });
  const { otel_deno } = config.distribution as { otel_deno: OtelDenoModel };
  assert.deepEqual(otel_deno.excluded_urls, ["health", "ready"]);
  assert.deepEqual(otel_deno.http_server_excluded_urls, ["health", "ready"]);
  assert.equal(otel_deno.log_level, "warn");
  assert.equal(otel_deno.log_auto_instrumentation, true);
  assert.deepEqual(problems, []);
  assert.deepEqual(notes, [
    "Using the Python names OTEL_PYTHON_LOGGING_AUTO_INSTRUMENTATION_ENABLED (here OTEL_PYTHON_LOG_AUTO_INSTRUMENTATION), OTEL_PYTHON_EXCLUDED_URLS (here OTEL_DENO_EXCLUDED_URLS), OTEL_PYTHON_LOG_HANDLER_LEVEL (here OTEL_DENO_LOG_LEVEL)",
  ]);
});

Deno.test("resolveConfig() prefers our name, when Python's is set, too", () => {
  const { config } = resolve({
    OTEL_PYTHON_EXCLUDED_URLS: "theirs",
    OTEL_DENO_EXCLUDED_URLS: "ours",
  });
  assert.deepEqual(config.distribution?.otel_deno, {
    ...resolve({}).config.distribution?.otel_deno,
    excluded_urls: ["ours"],
    http_server_excluded_urls: ["ours"],
    http_client_excluded_urls: ["ours"],
  });
});

Deno.test("resolveConfig() puts the run's id among the attributes of the resource", () => {
  const { config } = resolve({ OTEL_DENO_RUN_ID: "42" });
  assert.deepEqual(config.resource?.attributes, [{ name: "otel_deno.run.id", value: "42" }]);
});

Deno.test("resolveConfig() explains every value of the model, with the variable it is from", () => {
  const { explanation } = resolveConfig((name) =>
    name === "OTEL_BSP_SCHEDULE_DELAY" ? "1" : name === "OTEL_LOGS_EXPORTER" ? "console" : undefined
  );
  const given = explanation.filter(({ source }) => source !== "default");
  assert.deepEqual(given, [
    {
      path: "tracer_provider.processors[0].batch.schedule_delay",
      value: 1,
      source: "OTEL_BSP_SCHEDULE_DELAY",
    },
    { path: "logger_provider.processors", value: ["console"], source: "OTEL_LOGS_EXPORTER" },
  ]);
  const paths = explanation.map(({ path }) => path);
  assert.equal(new Set(paths).size, paths.length);
  for (const path of ["log_level", "tracer_provider.sampler.parent_based.root.always_on"]) {
    assert.ok(paths.includes(path), path);
  }
});

Deno.test("resolveConfig() lists the known instrumentations, when one is unknown", () => {
  const { config, problems } = resolve({
    OTEL_DENO_DISABLED_INSTRUMENTATIONS: "console, flask",
  });
  const { otel_deno } = config.distribution as { otel_deno: OtelDenoModel };
  assert.deepEqual(otel_deno.disabled_instrumentations, ["console"]);
  assert.match(
    describeProblem(problems[0]!),
    /: expected a list of http-server, .*, undici or \*, without flask; using console$/,
  );
});

Deno.test("resolveConfig() reads the channels that are named, and says that * is none", () => {
  const { config, problems } = resolve({
    OTEL_DENO_DIAGNOSTICS_CHANNELS: "mysql2:query, *, fastify.request.handler",
    OTEL_DENO_DIAGNOSTICS_CHANNEL_FIELDS: "route.url",
  });
  const { otel_deno } = config.distribution as { otel_deno: OtelDenoModel };
  assert.deepEqual(otel_deno.diagnostics_channels, ["mysql2:query", "fastify.request.handler"]);
  assert.deepEqual(otel_deno.diagnostics_channel_fields, ["route.url"]);
  assert.deepEqual(problems.map(describeProblem), [
    'Cannot use OTEL_DENO_DIAGNOSTICS_CHANNELS="mysql2:query, *, fastify.request.handler": ' +
    "expected the names of channels, as nobody knows all of them; " +
    "using mysql2:query,fastify.request.handler",
  ]);
});
