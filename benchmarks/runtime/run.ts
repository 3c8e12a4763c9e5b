/**
 * `deno task bench:runtime [--starts=N] [--write]`: what runtime metrics cost a server in time of the
 * processors. `--write` keeps the run in `benchmarks/runtime/`. Takes about a minute.
 *
 * @module
 */
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { ensureEntries } from "../../packages/telemetry-setup/cli/entries/ensure_entries.ts";
import { summarize } from "../harness/summarize.ts";
import { formatReport, type RuntimeReport } from "./format_report.ts";
import { type Server, startServer } from "./start_server.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const OFF = { OTEL_DENO_DISABLED_INSTRUMENTATIONS: "runtime-metrics" };
/** The first is what the others are compared with. */
const VARIANTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "without runtime metrics": OFF,
  "the same again": OFF,
  "with runtime metrics": {},
};
const ROUNDS = 4;
const WARM_UP_MS = 1000;
const ROUND_MS = 500;
const IDLE_MS = 2000;

interface Measured {
  readonly perRequest: number[];
  readonly added: number[];
  readonly idle: number[];
}

async function measure(starts: number): Promise<RuntimeReport> {
  const [load = 0] = Deno.loadavg();
  const preload = fileURLToPath(new URL("register.js", await ensureEntries()));
  await using receiver = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, () => {
    return new Response(new Uint8Array(), {
      headers: { "content-type": "application/x-protobuf" },
    });
  });
  const env = {
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${receiver.addr.port}`,
    OTEL_TRACES_EXPORTER: "none",
    OTEL_LOGS_EXPORTER: "none",
    OTEL_METRIC_EXPORT_INTERVAL: "1000",
    OTEL_LOG_LEVEL: "error",
  };
  const titles = Object.keys(VARIANTS);
  /** Each is first, and last, as often as the others. */
  const turns = (turn: number) => titles.map((_, index) => (index + turn) % titles.length);
  const all = titles.map((): Measured => ({ perRequest: [], added: [], idle: [] }));
  for (let start = 0; start < starts; start++) {
    await using stack = new AsyncDisposableStack();
    const servers: Server[] = [];
    for (const index of turns(start)) {
      const own = Object.values(VARIANTS)[index];
      const server = await startServer({ preload, env: { ...env, ...own }, cwd: ROOT });
      servers[index] = stack.use(server);
      await server.load(WARM_UP_MS);
    }
    for (let round = 0; round < ROUNDS; round++) {
      const costs: number[] = [];
      for (const index of turns(start + round)) costs[index] = await cpuPerRequest(servers[index]!);
      for (const [index, { perRequest, added }] of all.entries()) {
        perRequest.push(costs[index]!);
        added.push((costs[index]! / costs[0]! - 1) * 100);
      }
    }
    const idle = await cpuWhenIdle(servers);
    for (const [index, measured] of all.entries()) measured.idle.push(idle[index]!);
  }
  return {
    date: new Date().toISOString().slice(0, 10),
    facts: {
      processor: cpus()[0]?.model ?? "unknown",
      cores: navigator.hardwareConcurrency,
      system: `${Deno.build.os} ${Deno.build.arch}`,
      // Above the number of cores, others were at work on the machine.
      "processes that wanted to run, before": Math.round(load * 10) / 10,
      Deno: Deno.version.deno,
    },
    starts,
    rounds: ROUNDS,
    variants: Object.fromEntries(titles.map((title, index) => {
      const { perRequest, added, idle } = all[index]!;
      const summary = {
        perRequest: summarize(perRequest),
        added: summarize(added),
        idle: summarize(idle),
      };
      return [title, summary];
    })),
  };
}

async function cpuPerRequest(server: Server): Promise<number> {
  const before = await server.cpuMicros();
  const answered = await server.load(ROUND_MS);
  return (await server.cpuMicros() - before) / answered;
}

/** Milliseconds in each second, of all servers at the same time. */
async function cpuWhenIdle(servers: readonly Server[]): Promise<readonly number[]> {
  const read = () => Promise.all(servers.map((server) => server.cpuMicros()));
  const before = await read();
  await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
  const after = await read();
  return after.map((micros, index) => (micros - before[index]!) / IDLE_MS);
}

const { values } = parseArgs({
  args: Deno.args.filter((word) => word !== "--"),
  options: { starts: { type: "string", default: "6" }, write: { type: "boolean" } },
});
const starts = Number(values.starts);
if (!Number.isInteger(starts) || starts < 1) {
  console.error("Cannot measure: --starts is not a whole number above 0");
  Deno.exit(2);
}
const page = formatReport(await measure(starts));
console.log(page);
if (values.write === true) {
  await Deno.writeTextFile(new URL("results.md", import.meta.url), page);
}
