import assert from "node:assert/strict";
import { ENV_VARIABLES } from "../../config/env_variables.ts";
import { formatHelp } from "./format_help.ts";

Deno.test("formatHelp() has an option with choices and default for each variable", () => {
  const help = formatHelp();
  for (const { name } of ENV_VARIABLES) {
    assert.match(help, new RegExp(`^  --${name.slice(5).toLowerCase()} `, "m"));
  }
  assert.match(
    help,
    /--traces_exporter \{otlp,[^}]*\}\[,…\]\n {6}.*\n {6}default: otlp; OTEL_TRACES_EXPORTER\n/,
  );
  assert.doesNotMatch(help, /undefined/);
});
