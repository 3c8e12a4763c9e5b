import assert from "node:assert/strict";
import { ENV_VARIABLES } from "../../packages/telemetry-setup/config/env_variables.ts";
import { renderVariables } from "./render_variables.ts";

const NAMES = Array.from({ length: 20 }, (_, index) => `name-${index}`);
const LIST = NAMES.map((name) => `\`${name}\``).join(", ");

Deno.test("renderVariables() puts values that fit into the row, nothing below the table", () => {
  const page = renderVariables([
    { name: "OTEL_A", type: "enum", values: ["x", "y"], default: "x", description: "What" },
  ]);
  assert.equal(page.split("\n").at(-1), "| `OTEL_A` | one of `x`, `y` | `x` | What | yes |");
});

Deno.test("renderVariables() puts long lists below the table, once for all that have them", () => {
  const row = { type: "enumList", values: NAMES, default: NAMES, description: "What" } as const;
  const page = renderVariables([
    { ...row, name: "OTEL_A", notYet: NAMES },
    { ...row, name: "OTEL_B" },
    { ...row, name: "OTEL_C", aliasOf: "OTEL_A" },
  ]);
  assert.deepEqual(page.split("\n").slice(2), [
    "| `OTEL_A` | list of those below | see below | What | partly, see below |",
    "| `OTEL_B` | list of those below | see below | What | yes |",
    "| `OTEL_C` | as there | `OTEL_A` | What | yes |",
    "",
    `- \`OTEL_A\`, \`OTEL_B\`: list of ${LIST}`,
    `- \`OTEL_A\`, \`OTEL_B\`: by default \`${NAMES}\``,
    `- \`OTEL_A\`: not yet: ${LIST}`,
  ]);
});

Deno.test("renderVariables() puts the address of a section below the table, once", () => {
  const row = {
    type: "string",
    description: "What",
    specification: "https://a.example/b/#c",
  } as const;
  const page = renderVariables([{ ...row, name: "OTEL_A" }, { ...row, name: "OTEL_B" }]);
  assert.deepEqual(page.split("\n").slice(2), [
    "| [`OTEL_A`][c] | text |  | What | yes |",
    "| [`OTEL_B`][c] | text |  | What | yes |",
    "",
    "[c]: https://a.example/b/#c",
  ]);
});

Deno.test("renderVariables() has one address for each name of a link", () => {
  const links = renderVariables(ENV_VARIABLES).split("\n").filter((line) => /^\[.+\]: /.test(line));
  const labels = links.map((line) => line.slice(0, line.indexOf("]:")));
  assert.ok(labels.length > 0);
  assert.equal(new Set(labels).size, labels.length, labels.join());
});
