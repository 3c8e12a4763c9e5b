import assert from "node:assert/strict";
import { ENV_VARIABLES } from "../../packages/telemetry-setup/config/env_variables.ts";
import { renderConfigurationDocs, SECTIONS } from "./render_configuration_docs.ts";

Deno.test("SECTIONS has every variable of the table once", () => {
  const names = SECTIONS.flatMap(({ rows }) => rows.map(({ name }) => name));
  assert.deepEqual(names.toSorted(), ENV_VARIABLES.map(({ name }) => name).toSorted());
});

Deno.test("renderConfigurationDocs() has a row for every variable, and the flag", () => {
  const page = renderConfigurationDocs("--allow-env=THE_FLAG");
  for (const { name } of ENV_VARIABLES) {
    assert.equal(page.match(new RegExp(`^\\| \\[?\`${name}\``, "gm"))?.length, 1, name);
  }
  assert.match(page, /^--allow-env=THE_FLAG$/m);
  assert.doesNotMatch(page, /undefined|\[object/);
});

Deno.test("renderConfigurationDocs() has as many cells in every row", () => {
  const rows = renderConfigurationDocs("").split("\n").filter((line) => line.startsWith("|"));
  for (const row of rows) assert.equal(row.match(/(?<!\\)\|/g)?.length, 6, row);
});
