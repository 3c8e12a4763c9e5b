/**
 * `deno task bench:collector [--seconds=N] [--rate=N] [--write]`: what Collectors take for a span, as they
 * are configured in `collector/gateway` and `collector/secure`. With the defaults it takes two minutes.
 * `--write` keeps the run beside this file and in `docs/sizing.md`.
 *
 * Linux only. It needs the Collector that `deno task collector:build` builds.
 *
 * @module
 */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { collectorCache } from "../../tools/collector/collector_cache.ts";
import { findCollectorBinary } from "../../tools/collector/find_collector_binary.ts";
import { repositoryRoot } from "../../tools/collector/repository_root.ts";
import { describeMachine } from "../harness/describe_machine.ts";
import { formatFigures } from "./format_figures.ts";
import { measureFleet } from "./measure_fleet.ts";
import { measureSecure } from "./measure_secure.ts";
import { planLoad } from "./plan_load.ts";
import { readDecisionWait } from "./read_decision_wait.ts";
import { renderSizingPage } from "./render_sizing_page.ts";
import type { SizingReport } from "./sizing_report.ts";

const RESULTS = new URL("./results.json", import.meta.url);
const PAGE = join(repositoryRoot, "docs/sizing.md");

const readEnv = (name: string) => Deno.env.get(name);
const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "40" },
    rate: { type: "string", default: "5000" },
    write: { type: "boolean", default: false },
  },
});
const binary = findCollectorBinary({ root: repositoryRoot, readEnv });
if (binary === undefined) {
  console.error("Cannot measure: the Collector is not built; run: deno task collector:build");
  Deno.exit(1);
}
const builder = await Deno.readTextFile(join(repositoryRoot, "collector/builder.yaml"));
const { version } = collectorCache(builder, { root: repositoryRoot, readEnv, os: Deno.build.os });
const gateway = await Deno.readTextFile(join(repositoryRoot, "collector/gateway/gateway.yaml"));
const decisionWaitMillis = readDecisionWait(gateway);
const rate = Number(values.rate);
const seconds = Number(values.seconds);
const load = planLoad(rate, { seconds });
const facts = { ...describeMachine(), Collector: version };

const folder = await Deno.makeTempDir({ prefix: "bench-collector-" });
try {
  const fleetSeconds = Math.round(seconds + decisionWaitMillis / 1000);
  console.error(`An agent and a gateway, ${rate} spans/s, ${fleetSeconds} s …`);
  const fleet = await measureFleet({ binary, folder, load, decisionWaitMillis });
  console.error(`The scenario secure, ${rate} spans/s, ${seconds / 2} s …`);
  const secure = await measureSecure({
    binary,
    folder,
    load: planLoad(rate, { seconds: seconds / 2 }),
  });
  const { agent, gateway, keptSpans, millis } = fleet;
  const report: SizingReport = {
    date: new Date().toISOString().slice(0, 10),
    facts,
    load: {
      spansPerSecond: Math.round(load.spans / millis * 1000),
      bytesPerSpan: load.bytesPerSpan,
      seconds: Math.round(millis / 1000),
    },
    decisionWaitSeconds: decisionWaitMillis / 1000,
    keptSpans,
    agent,
    gateway,
    secure,
  };
  console.log(formatFigures(report));
  if (values.write) {
    await Deno.writeTextFile(RESULTS, `${JSON.stringify(report, undefined, 2)}\n`);
    await Deno.writeTextFile(PAGE, renderSizingPage(await Deno.readTextFile(PAGE), report));
  }
} finally {
  await Deno.remove(folder, { recursive: true });
}
