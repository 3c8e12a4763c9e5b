/**
 * `deno task soak [--short] [--only=TITLE] [--write]`: puts telemetry through every fault, and says
 * what became of each span and log record. About a quarter of an hour; `--write` keeps the run in
 * `benchmarks/soak/`. The exit code is 1 where something is not as promised.
 *
 * @module
 */
import { cpus, totalmem } from "node:os";
import { parseArgs } from "node:util";
import manifest from "../../packages/telemetry-setup/deno.json" with { type: "json" };
import { runSideBySide } from "../../packages/telemetry-setup/testing/faults/run_side_by_side.ts";
import { formatSoakReport } from "./format_soak_report.ts";
import { runApart, type SoakFaultReport } from "./run_apart.ts";
import { soakGroups } from "./soak_groups.ts";

const { values } = parseArgs({
  args: Deno.args.filter((word) => word !== "--"),
  options: {
    short: { type: "boolean" },
    write: { type: "boolean" },
    only: { type: "string", default: "" },
  },
});
const startedAt = performance.now();
const groups = [];
let isWell = true;
let place = 0;
const size = values.short === true ? "short" : "long";
for (const { title, faults, atOnce, judge } of soakGroups(size)) {
  const places = faults.map(({ name }) => ({ name, place: place++ }));
  if (!title.includes(values.only)) continue;
  const reports = await runSideBySide(places, {
    atOnce,
    async run(fault) {
      const report = await runApart(fault, size);
      tell(report);
      return report;
    },
  });
  const judged = judge?.(reports) ?? [];
  judged.forEach(tell);
  groups.push({ title, reports: [...reports, ...judged] });
}
const page = formatSoakReport({
  date: new Date().toISOString().slice(0, 10),
  duration: Math.round((performance.now() - startedAt) / 60_000),
  facts: {
    processor: cpus()[0]?.model ?? "unknown",
    cores: navigator.hardwareConcurrency,
    "memory in GiB": Math.round(totalmem() / 2 ** 30),
    system: `${Deno.build.os} ${Deno.build.arch}`,
    Deno: Deno.version.deno,
    "this distribution": manifest.version,
  },
  groups,
});
console.log(page);
if (values.write === true) {
  await Deno.writeTextFile(new URL("results.md", import.meta.url), page);
}
Deno.exit(isWell ? 0 : 1);

function tell({ name, problems, said }: SoakFaultReport): void {
  console.error(`${problems.length === 0 ? "well" : "FAULT"}: ${name}`);
  if (problems.length === 0) return;
  isWell = false;
  console.error(`  ${problems.join("\n  ")}\n${said}`);
}
