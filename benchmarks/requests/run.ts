/**
 * `deno task bench [--rounds=N] [--seconds=N] [--write]`: what telemetry costs a request, ours and its
 * peers side by side. `--write` keeps the run in `benchmarks/requests/`; write the README's table anew
 * after that. Takes about ten minutes.
 *
 * `--check` is the gate: a short run that fails, with 1, if ours adds more than 1.15 times what the
 * kept run says, or loses anything, in two runs in a row, both by the same road. `--scale` is about rates, connections and
 * threads, and takes a quarter of an hour.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { ensureEntries } from "../../packages/telemetry-setup/cli/entries/ensure_entries.ts";
import { describeMachine } from "../harness/describe_machine.ts";
import { describeVersions } from "../harness/describe_versions.ts";
import { findSaturator } from "../harness/find_saturator.ts";
import { keepReport } from "../harness/keep_report.ts";
import { runClosedLoop } from "../harness/run_closed_loop.ts";
import { measureRounds } from "./measure_rounds.ts";
import { openSession } from "./open_session.ts";
import { PATH } from "./path.ts";
import { measureScale } from "./scale/measure_scale.ts";
import { formatScale } from "./scale/format_scale.ts";
import { checkRun } from "./summary/check_run.ts";
import { formatReport } from "./summary/format_report.ts";
import type { Report } from "./summary/report.ts";
import { BARE, PEERS, ROADS, VARIANTS } from "./variants.ts";

const FOLDER = new URL("./", import.meta.url);
/** Of one run of the gate: five rounds of four variants take two minutes. */
const CHECK = { rounds: 5, seconds: 2, rate: undefined };

const { values } = parseArgs({
  args: Deno.args.filter((word) => word !== "--"),
  options: {
    rounds: { type: "string", default: "5" },
    seconds: { type: "string", default: "4" },
    write: { type: "boolean" },
    check: { type: "boolean" },
    scale: { type: "boolean" },
  },
});
const [rounds = 0, seconds = 0] = [values.rounds, values.seconds].map(Number);
if (![rounds, seconds].every((count) => Number.isInteger(count) && count > 0)) {
  console.error("Cannot measure: --rounds and --seconds are whole numbers above 0");
  Deno.exit(2);
}

const machine = describeMachine();
const entries = await ensureEntries();
const options = {
  root: fileURLToPath(new URL("../../", FOLDER)),
  preload: fileURLToPath(new URL("register.js", entries)),
  saturator: await findSaturator(),
  tell: (line: string) => console.error(line),
};

async function measure(): Promise<Report> {
  // Fills caches, and tells how fast the slowest is.
  const first = await measureRounds(VARIANTS, {
    ...options,
    rounds: 1,
    seconds: Math.min(seconds, 2),
    rate: undefined,
  });
  const slowest = Math.min(
    ...Object.values(first).flat().map(({ saturation }) => saturation.requestsPerSecond),
  );
  const rate = Math.max(Math.floor(slowest / 200) * 100, 100);
  await using bare = await openSession(BARE, options);
  const { port } = bare;
  const fixedRateMost = Math.round(await runClosedLoop({ port, path: PATH, seconds: 2 }));
  await bare.finish();
  return {
    date: new Date().toISOString().slice(0, 10),
    machine,
    versions: describeVersions({
      "npm SDK": "@opentelemetry/sdk-node",
      "@hono/otel": "@hono/otel",
      Hono: "hono",
    }),
    seconds,
    rate,
    generators: { program: options.saturator.program, fixedRateMost },
    rounds: await measureRounds(VARIANTS, {
      ...options,
      rounds,
      seconds,
      rate,
    }),
  };
}

async function check(): Promise<boolean> {
  const kept: Report = JSON.parse(await Deno.readTextFile(new URL("results.json", FOLDER)));
  const run = async (name: string) => {
    const measured = await measureRounds([BARE, PEERS.at(-1)!, ...ROADS], { ...options, ...CHECK });
    const problems = checkRun(measured, kept.rounds);
    for (const line of problems.values()) console.error(`In the ${name} run: ${line}`);
    return problems;
  };
  const first = await run("first");
  if (first.size === 0) return true;
  const second = await run("second");
  return !second.keys().some((problem) => first.has(problem));
}

async function keep(name: string, page: string, report: unknown): Promise<void> {
  console.log(page);
  if (values.write === true) await keepReport(FOLDER, { name, page, report });
}

if (values.check === true) {
  Deno.exit(await check() ? 0 : 1);
} else if (values.scale === true) {
  const scale = await measureScale({ ...options, machine, rounds, seconds });
  await keep("scale", formatScale(scale), scale);
} else {
  const report = await measure();
  await keep("results", formatReport(report, VARIANTS), report);
}
