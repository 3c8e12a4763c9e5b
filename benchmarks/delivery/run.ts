/**
 * `deno task bench:delivery [--rate=N] [--seconds=N] [--rounds=N] [--write]`: latency and CPU of the
 * dice server under a fixed rate of requests, with receivers that are fast, slow, dead, and with none.
 * `--write` keeps the run in `benchmarks/delivery/`.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { ensureEntries } from "../../packages/telemetry-setup/cli/entries/ensure_entries.ts";
import { describeMachine } from "../harness/describe_machine.ts";
import { describeVersions } from "../harness/describe_versions.ts";
import { keepReport } from "../harness/keep_report.ts";
import { formatReport, type Report } from "./format_report.ts";
import { type Measured, measureVariant } from "./measure_variant.ts";
import { VARIANTS } from "./variants.ts";

const { values } = parseArgs({
  args: Deno.args.filter((word) => word !== "--"),
  options: {
    rate: { type: "string", default: "1000" },
    seconds: { type: "string", default: "20" },
    rounds: { type: "string", default: "3" },
    write: { type: "boolean" },
  },
});
const [rate = 0, seconds = 0, rounds = 0] = [values.rate, values.seconds, values.rounds]
  .map(Number);
if (![rate, seconds, rounds].every((count) => Number.isInteger(count) && count > 0)) {
  console.error("Cannot measure: --rate, --seconds and --rounds are whole numbers above 0");
  Deno.exit(2);
}

const machine = describeMachine();
const options = {
  root: fileURLToPath(new URL("../../", import.meta.url)).slice(0, -1),
  entries: fileURLToPath(await ensureEntries()).slice(0, -1),
  rate,
  seconds,
};
const measured = new Map<string, Measured[]>(VARIANTS.map(({ id }) => [id, []]));
for (let round = 0; round < rounds; round++) {
  for (const variant of VARIANTS) {
    measured.get(variant.id)!.push(await measureVariant(variant, options));
  }
}
const report: Report = {
  date: new Date().toISOString().slice(0, 10),
  machine,
  versions: describeVersions(),
  rate,
  seconds,
  rounds: Object.fromEntries(measured),
};
const page = formatReport(report, VARIANTS);
console.log(page);
if (values.write === true) await keepReport(new URL("./", import.meta.url), { page, report });
