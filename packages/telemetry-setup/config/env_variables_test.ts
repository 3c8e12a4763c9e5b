import assert from "node:assert/strict";
import { ENV_VARIABLES, type EnvVariable } from "./env_variables.ts";

const ROWS: readonly EnvVariable[] = ENV_VARIABLES;

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
    name.startsWith("OTEL_EXPORTER_OTLP_") && fallsBackTo === undefined
  );
  assert.equal(general.length, 6);
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
  for (const { name, default: value, values, fallsBackTo } of enums) {
    assert.ok(values !== undefined && values.length > 0, name);
    if (fallsBackTo !== undefined) continue;
    for (const one of [value].flat()) assert.ok(values.includes(String(one)), name);
  }
});

Deno.test("ENV_VARIABLES has a description and a link to the specification in every row", () => {
  for (const { name, description, specification } of ROWS) {
    assert.ok(description.length > 10, name);
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
