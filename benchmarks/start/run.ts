/**
 * `deno task bench:start [--rounds=N] [--write]`: what telemetry costs at start, ours and its peers
 * side by side in the same rounds. `--write` keeps the run in `benchmarks/start/`.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { buildEntries } from "../../packages/telemetry-setup/cli/entries/build_entries.ts";
import { ensureEntries } from "../../packages/telemetry-setup/cli/entries/ensure_entries.ts";
import { describeMachine } from "../harness/describe_machine.ts";
import { describeVersions } from "../harness/describe_versions.ts";
import { keepReport } from "../harness/keep_report.ts";
import { checkAims } from "./check_aims.ts";
import { formatReport, type Report } from "./format_report.ts";
import { measureStart, type StartTimes } from "./measure_start.ts";
import { summarizeVariant } from "./summarize_variant.ts";
import { VARIANTS } from "./variants.ts";

const REPOSITORY = new URL("../../", import.meta.url);
const ROOT = fileURLToPath(REPOSITORY);
/** Deno compiles what it runs once and keeps that; the first rounds are not about starting. */
const WARM_UP_ROUNDS = 3;

async function run(rounds: number): Promise<Report> {
  const machine = describeMachine();
  const folders = {
    entries: fileURLToPath(await ensureEntries()),
    installed: await installCommand(),
  };
  await using receiver = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, () => {
    return new Response(new Uint8Array(), {
      headers: { "content-type": "application/x-protobuf" },
    });
  });
  const state = await Deno.makeTempDir({ prefix: "otel-deno-benchmark-" });
  await using undo = new AsyncDisposableStack();
  undo.defer(() => Deno.remove(state, { recursive: true }));
  const env = {
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${receiver.addr.port}`,
    OTEL_SERVICE_NAME: "benchmark",
    // As it is for everybody, but not in the folder of whoever measures.
    XDG_STATE_HOME: state,
    NO_COLOR: "1",
  };
  const times = new Map<string, StartTimes[]>(VARIANTS.map(({ id }) => [id, []]));
  for (let round = -WARM_UP_ROUNDS; round < rounds; round++) {
    for (const variant of VARIANTS) {
      const measured = await measureStart({
        args: variant.args.map((word) =>
          word.replace(
            /(?<=^|=)(entries|installed)\//,
            (_, name: keyof typeof folders) => folders[name],
          )
        ),
        env: { ...env, ...variant.env },
        cwd: ROOT,
      });
      if (round >= 0) times.get(variant.id)!.push(measured);
    }
  }
  const [first] = VARIANTS;
  const variants = Object.fromEntries(
    [...times].map(([id, rounds]) => [id, summarizeVariant(rounds, times.get(first!.id)!)]),
  );
  return {
    date: new Date().toISOString().slice(0, 10),
    machine,
    versions: describeVersions({ "npm SDK": "@opentelemetry/sdk-node" }),
    rounds,
    variants,
    aims: checkAims(variants),
  };
}

/** Makes the bundles as `deno task pack` does; returns their folder, with a slash at its end. */
async function installCommand(): Promise<string> {
  const folder = new URL(".cache/node_modules/@otel-deno/telemetry-setup/", REPOSITORY);
  await Deno.mkdir(folder, { recursive: true });
  await buildEntries({
    packageFolder: new URL("packages/telemetry-setup/", REPOSITORY),
    folder: new URL("dist/", folder),
    stamp: "",
    commands: { "cli/instrument.ts": "instrument" },
  });
  return fileURLToPath(new URL("dist/entries/", folder));
}

const { values } = parseArgs({
  args: Deno.args.filter((word) => word !== "--"),
  options: { rounds: { type: "string", default: "15" }, write: { type: "boolean" } },
});
const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 1) {
  console.error("Cannot measure: --rounds is not a whole number above 0");
  Deno.exit(2);
}
const report = await run(rounds);
const page = formatReport(report, VARIANTS);
console.log(page);
if (values.write === true) await keepReport(new URL("./", import.meta.url), { page, report });
