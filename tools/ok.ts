/**
 * `deno task ok [STEP…]`: the static checks and the unit tests, all or those whose names contain one of
 * the words. Ends with 1 if any of them fails.
 *
 * @module
 */
import { tmpdir } from "node:os";
import { okSteps } from "./run/ok_steps.ts";
import { runCommand } from "./run/run_command.ts";
import { runSteps } from "./run/run_steps.ts";

const deno = Deno.execPath();
const environment = {
  deno,
  temporaryFolder: [...new Set([tmpdir(), Deno.realPathSync(tmpdir())])].join(","),
  frozen: Deno.env.get("CI") === "true",
};
const steps = okSteps(environment).filter(({ name }) =>
  Deno.args.length === 0 || Deno.args.some((word) => name.includes(word))
);
if (steps.length === 0) {
  console.error(`Cannot run steps: none is named like ${Deno.args.join(" or ")}`);
  Deno.exit(1);
}
const encoder = new TextEncoder();
const failed = await runSteps(steps, {
  run: (args) => runCommand([deno, ...args]),
  write: (text) => Deno.stdout.writeSync(encoder.encode(text)),
  terminal: Deno.stdout.isTerminal() && !Deno.noColor,
});
Deno.exit(failed.length === 0 ? 0 : 1);
