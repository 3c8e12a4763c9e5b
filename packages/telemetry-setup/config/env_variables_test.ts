import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import type { EnvVariable } from "./env_variable.ts";
import { ENV_VARIABLES } from "./env_variables.ts";

const ROWS: readonly EnvVariable[] = ENV_VARIABLES;
/** Rows that the specification's environment variables are. */
const SPECIFIED = ROWS.filter(({ name }) =>
  !/^OTEL_(DENO|PYTHON|SEMCONV|INSTRUMENTATION)_/.test(name)
);

Deno.test("ENV_VARIABLES has the specification's 75 variables", () => {
  assert.equal(SPECIFIED.length, 75);
});

Deno.test("ENV_VARIABLES has the specification's 44 values of enums", () => {
  const values = SPECIFIED.filter(({ fallsBackTo, name }) =>
    fallsBackTo === undefined && name !== "OTEL_LOG_LEVEL"
  ).flatMap(({ values = [] }) => values);
  assert.equal(values.length, 44);
});

Deno.test("ENV_VARIABLES says either of a whole row or of values that nothing acts on them yet", () => {
  for (const { name, effective = true, notYet = [], values, type } of ROWS) {
    assert.ok(effective || notYet.length === 0 || type === "boolean", name);
    const known = type === "boolean" ? ["true", "false"] : values ?? [];
    assert.deepEqual(notYet.filter((value) => !known.includes(value)), [], name);
  }
});

Deno.test("ENV_VARIABLES has a row of ours for every name of Python's that is another one's", () => {
  for (const { name, aliasOf, type, values } of ROWS) {
    if (aliasOf === undefined) continue;
    const ours = ROWS.find((row) => row.name === aliasOf);
    assert.equal(ours?.type, type, name);
    assert.deepEqual(ours?.values, values, name);
    assert.match(name, /^OTEL_PYTHON_/);
  }
});

Deno.test("ENV_VARIABLES has no name that the running Deno gives a meaning of its own", {
  ignore: Deno.permissions.querySync({ name: "read" }).state !== "granted",
}, async () => {
  const ours = ROWS.map(({ name }) => name).filter((name) => name.startsWith("OTEL_DENO_"));
  assert.ok(ours.length > 20);
  const binary = Buffer.from(await Deno.readFile(Deno.execPath()));
  // Names lie one behind the other in there, without anything between them.
  const known: string[] = [];
  for (let at = binary.indexOf("OTEL_DENO"); at !== -1; at = binary.indexOf("OTEL_DENO", at + 1)) {
    known.push(binary.toString("latin1", at, at + 60));
  }
  assert.ok(known.some((text) => text.startsWith("OTEL_DENO_TRACING")));
  assert.deepEqual(ours.filter((name) => known.some((text) => text.startsWith(name))), []);
});

Deno.test("ENV_VARIABLES has each name once", () => {
  assert.equal(new Set(ROWS.map(({ name }) => name)).size, ROWS.length);
});

Deno.test("ENV_VARIABLES has names that a shell takes, and that one permission flag covers", () => {
  for (const { name } of ROWS) assert.match(name, /^OTEL_[A-Z][A-Z0-9_]*$/);
});

Deno.test("ENV_VARIABLES has a general row for every fallback", () => {
  const names = new Set(ROWS.map(({ name }) => name));
  const dangling = ROWS.filter(({ fallsBackTo }) =>
    fallsBackTo !== undefined && !names.has(fallsBackTo)
  );
  assert.deepEqual(dangling, []);
});

Deno.test("ENV_VARIABLES has three rows of signals for every general OTLP row", () => {
  const general = ROWS.filter(({ name, fallsBackTo }) =>
    /^OTEL_EXPORTER_OTLP_(?!METRICS_)/.test(name) && fallsBackTo === undefined
  );
  assert.equal(general.length, 9);
  for (const { name } of general) {
    const option = name.slice("OTEL_EXPORTER_OTLP".length);
    const ofSignals = ROWS.filter(({ fallsBackTo }) => fallsBackTo === name);
    assert.deepEqual(
      ofSignals.map((row) => row.name),
      ["_TRACES", "_METRICS", "_LOGS"].map((signal) => `OTEL_EXPORTER_OTLP${signal}${option}`),
    );
  }
});

Deno.test("ENV_VARIABLES has defaults that are among the values of their row", () => {
  const enums = ROWS.filter(({ type }) => type === "enum" || type === "enumList");
  assert.ok(enums.length > 0);
  for (const { name, default: value, values, fallsBackTo, aliasOf } of enums) {
    assert.ok(values !== undefined && values.length > 0, name);
    if (fallsBackTo !== undefined || aliasOf !== undefined || value === null) continue;
    for (const one of [value].flat()) assert.ok(values.includes(String(one)), name);
  }
});

Deno.test("ENV_VARIABLES has a description of every row, and in words what no default can say", () => {
  for (const { name, description, default: value, defaultText } of ROWS) {
    assert.ok(description.length > 10, name);
    if (value === null || (Array.isArray(value) && value.length === 0)) {
      assert.ok(defaultText, name);
    }
  }
});

Deno.test("ENV_VARIABLES has a link to a section for every variable of the specification", () => {
  for (const { name, specification = "" } of SPECIFIED) {
    assert.match(specification, /^https:\/\/opentelemetry\.io\/docs\/specs\/otel\/.+#.+/, name);
  }
});

Deno.test("ENV_VARIABLES marks all lists of headers as secret", () => {
  const secret = ROWS.filter(({ secret }) => secret === true).map(({ name }) => name);
  assert.deepEqual(secret, [
    "OTEL_EXPORTER_OTLP_HEADERS",
    "OTEL_EXPORTER_OTLP_TRACES_HEADERS",
    "OTEL_EXPORTER_OTLP_METRICS_HEADERS",
    "OTEL_EXPORTER_OTLP_LOGS_HEADERS",
  ]);
});
