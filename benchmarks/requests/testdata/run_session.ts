/**
 * Runs one variant of the benchmark under a small load, `run_session.ts ID`, and prints what came of
 * it as JSON. A program, since figures of processes are for those with every permission.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { ensureEntries } from "../../../packages/telemetry-setup/cli/entries/ensure_entries.ts";
import { runGenerator } from "../../harness/run_generator.ts";
import { openSession } from "../open_session.ts";
import { PATH } from "../path.ts";
import { VARIANTS } from "../variants.ts";

const variant = VARIANTS.find(({ id }) => id === Deno.args[0])!;
await using session = await openSession(variant, {
  root: fileURLToPath(new URL("../../../", import.meta.url)),
  preload: fileURLToPath(new URL("register.js", await ensureEntries())),
});
const { result: load, cpuMicros } = await session.cost(() =>
  runGenerator({ port: session.port, path: `${PATH}&rolls=2`, rate: 100, seconds: 1 })
);
console.log(JSON.stringify({ load, cpuMicros, outcome: await session.finish() }));
