// What other distributions get wrong on their command line: each fault, and that it is not here.
import assert from "node:assert/strict";
import type { EnvVariable } from "../config/env_variable.ts";
import { ENV_VARIABLES } from "../config/env_variables.ts";
import { matchLibraries } from "./bootstrap/match_libraries.ts";
import { checkVariables } from "./options/check_variables.ts";
import { formatHelp } from "./options/format_help.ts";
import { parseInstrumentArgs } from "./options/parse_instrument_args.ts";
import { UsageError } from "./usage_error.ts";

const VARIABLES: readonly EnvVariable[] = ENV_VARIABLES;
const optionOf = (name: string) => `--${name.slice("OTEL_".length).toLowerCase()}`;

Deno.test("not here: some variables have no option", () => {
  for (const { name } of VARIABLES) {
    const { variables } = parseInstrumentArgs([optionOf(name), "x", "main.ts"]);
    assert.deepEqual(variables, { [name]: "x" });
  }
});

Deno.test("not here: an option has no help", () => {
  const help = formatHelp();
  for (const { name, description, values = [] } of VARIABLES) {
    const [, text = ""] = help.split(new RegExp(`^  ${optionOf(name)} `, "m"));
    const entry = text.split("\n\n")[0] ?? "";
    assert.ok(entry.includes(description), name);
    for (const value of values) assert.ok(entry.includes(value), `${name}=${value}`);
  }
});

Deno.test("not here: any value of an option is accepted", () => {
  const chosen = VARIABLES.filter(({ type, effective }) =>
    ["enum", "enumList", "integer", "duration"].includes(type) && effective !== false
  );
  for (const { name } of chosen) {
    assert.throws(
      () => checkVariables({ [name]: "pigeon" }, (asked) => asked === name ? "pigeon" : undefined),
      (error) => error instanceof UsageError && error.message.includes(optionOf(name)),
      name,
    );
  }
});

Deno.test("not here: words behind the command are taken for options of ours", () => {
  const { command } = parseInstrumentArgs(["deno", "run", "main.ts", "--service_name", "x"]);
  assert.deepEqual(command, ["deno", "run", "main.ts", "--service_name", "x"]);
});

Deno.test("not here: an abbreviation is taken for one of several options, or refused", () => {
  const { variables } = parseInstrumentArgs(["--traces_expor", "console", "main.ts"]);
  assert.deepEqual(variables, { OTEL_TRACES_EXPORTER: "console" });
  assert.throws(() => parseInstrumentArgs(["--traces", "console", "main.ts"]), UsageError);
});

Deno.test("not here: some instrumentations are named for every application", () => {
  assert.deepEqual(matchLibraries([]), []);
  assert.deepEqual(matchLibraries([{ name: "left-pad", version: "1.3.0" }]), []);
});

Deno.test("not here: any version of a library is in the range", () => {
  for (const version of ["4.20.0", "5.3.0"]) {
    assert.equal(matchLibraries([{ name: "express", version }])[0]?.supported, true, version);
  }
  for (const version of ["1.0.0", "3.21.2", "99.0.0"]) {
    const [finding] = matchLibraries([{ name: "express", version }]);
    assert.deepEqual([finding?.supported, finding?.packages], [false, []], version);
  }
});
