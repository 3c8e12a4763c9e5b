import assert from "node:assert/strict";
import { describeProblem } from "../../config/config_problem.ts";
import type { EnvVariable } from "../../config/env_variable.ts";
import { ENV_VARIABLES } from "../../config/env_variables.ts";
import { NPM_INSTRUMENTATION_NAMES } from "../../config/instrumentation_names.ts";
import { resolveConfig } from "../../config/resolve_config.ts";
import { countSupported } from "./count_supported.ts";
import { envOfRow } from "./env_of_row.ts";
import { EFFECT_ROWS } from "./effect_rows.ts";
import { SETTINGS_TO_COME } from "./settings_to_come.ts";
import { SPECIFICATION_VALUES, SPECIFICATION_VARIABLES } from "./specification_names.ts";

const README = new URL("../../../../README.md", import.meta.url);
const mayRead = Deno.permissions.querySync({ name: "read", path: README }).state === "granted";

const VARIABLES: readonly EnvVariable[] = ENV_VARIABLES;
/** Of packages from npm: create_npm_instrumentations_process_test.ts switches one of them off. */
const NPM_NAMES = new Set<string>(NPM_INSTRUMENTATION_NAMES);
const EFFECTIVE = VARIABLES.filter(({ effective }) => effective !== false);
const withRows = new Set(EFFECT_ROWS.map(({ variable }) => variable));
/** Of a list, its first name is what the row is about. */
const valuesWithRows = new Set(
  EFFECT_ROWS.map(({ variable, value }) => `${variable}=${value.split(",")[0]}`),
);

Deno.test("EFFECT_ROWS have a row for every variable on which something acts", () => {
  assert.deepEqual(EFFECTIVE.map(({ name }) => name).filter((name) => !withRows.has(name)), []);
});

Deno.test("EFFECT_ROWS have a row for every value that can be chosen and on which something acts", () => {
  const values = EFFECTIVE.flatMap(({ name, values = [], notYet = [] }) =>
    values.filter((value) => !notYet.includes(value) && !NPM_NAMES.has(value))
      .map((value) => `${name}=${value}`)
  );
  assert.deepEqual(values.filter((value) => !valuesWithRows.has(value)), []);
});

Deno.test("EFFECT_ROWS and SETTINGS_TO_COME name no variable that is not in the table", () => {
  // The one that is not ours switches on what Deno itself has.
  const known = new Set<string>(["OTEL_DENO", ...VARIABLES.map(({ name }) => name)]);
  const named = [
    ...EFFECT_ROWS.flatMap((row) => [row.variable, ...Object.keys(row.with ?? {})]),
    ...Object.keys(SETTINGS_TO_COME),
  ];
  assert.deepEqual(named.filter((name) => !known.has(name)), []);
});

Deno.test("EFFECT_ROWS compare a value with another one", () => {
  for (const { variable, value, against, with: around = {} } of EFFECT_ROWS) {
    assert.notEqual(value, against, variable);
    assert.ok(!(variable in around), `${variable} is the same for both runs`);
  }
});

Deno.test("SETTINGS_TO_COME are exactly the variables on which nothing acts", () => {
  const ineffective = VARIABLES.filter(({ effective }) => effective === false);
  assert.deepEqual(
    Object.keys(SETTINGS_TO_COME).sort(),
    ineffective.map(({ name }) => name).sort(),
  );
  assert.deepEqual(ineffective.map(({ name }) => name).filter((name) => withRows.has(name)), []);
});

Deno.test("the table of variables has all variables and values of the specification", () => {
  const table = new Map(VARIABLES.map((variable) => [variable.name, variable]));
  assert.deepEqual(SPECIFICATION_VARIABLES.filter((name) => !table.has(name)), []);
  assert.equal(new Set(SPECIFICATION_VARIABLES).size, SPECIFICATION_VARIABLES.length);
  for (const [name, values] of Object.entries(SPECIFICATION_VALUES)) {
    assert.deepEqual([...table.get(name)?.values ?? []].sort(), [...values].sort(), name);
  }
});

Deno.test("countSupported() counts what has a row, and all that there is", () => {
  assert.deepEqual(countSupported([]), {
    variables: 0,
    allVariables: 75,
    values: 0,
    allValues: 44,
  });
  const { variables, values } = countSupported(EFFECT_ROWS);
  const toCome = SPECIFICATION_VARIABLES.filter((name) => name in SETTINGS_TO_COME);
  assert.equal(variables, 75 - toCome.length);
  const valuesToCome = toCome.flatMap((name) => SPECIFICATION_VALUES[name] ?? []);
  assert.equal(values, 44 - valuesToCome.length);
});

Deno.test("the README counts what is supported", { ignore: !mayRead }, () => {
  const { variables, allVariables, values, allValues } = countSupported(EFFECT_ROWS);
  const sentence = `${variables} of its ${allVariables} variables and ${values} of the ` +
    `${allValues} values`;
  const text = Deno.readTextFileSync(README).replace(/\s+/g, " ");
  assert.ok(text.includes(sentence), `README.md does not say "${sentence}"`);
});

Deno.test("resolveConfig() accepts every value of EFFECT_ROWS without a problem", () => {
  for (const row of EFFECT_ROWS) {
    // That is about a problem.
    if (row.variable === "OTEL_DENO_STRICT") continue;
    const env = envOfRow(row, row.value);
    const { problems } = resolveConfig((name) =>
      env[name]?.replace(/\{\w+(\.authority)?\}/g, fill)
    );
    assert.deepEqual(problems.map(describeProblem), []);
  }
});

/** An address or a path, as the receivers of a row would give it. */
function fill(name: string, authority?: string): string {
  if (authority !== undefined) return "localhost:4317";
  if (name === "{port}") return "9464";
  return /http|grpc/i.test(name) ? "http://localhost:4318" : "/a/file";
}
