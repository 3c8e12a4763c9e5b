/**
 * `deno task bench:store [--spans=N] [--write]`: how fast the viewer's store takes spans, and how fast
 * it finds them. `--write` keeps the run in `benchmarks/viewer/`. Takes about two minutes.
 *
 * @module
 */
import { cpus } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { decodeTraces } from "@otel-deno/otlp";
import type { TelemetryStore, TraceQuery } from "../../apps/viewer/contract/mod.ts";
import { openStore } from "../../apps/viewer/store/open_store.ts";
import { type Figure, formatReport } from "./format_report.ts";
import { type Load, makeRequests, traceIdOf } from "./make_requests.ts";

const AT_ONCE = 4;
const SEARCHES = 20;
const MIN_PER_CORE_SECOND = 15_000;
const MAX_SEARCH_MS = 100;
const MAX_MEMORY_MB = 250;

const { values } = parseArgs({
  options: { spans: { type: "string", default: "1000000" }, write: { type: "boolean" } },
});
const spans = Math.ceil(Number(values.spans) / 512) * 512;
const folder = await Deno.makeTempDir();
try {
  const figures: Figure[] = [];
  for (const load of ["telemetrygen", "web server"] as const) {
    const path = join(folder, `${load}.db`);
    const store = await openStore({ path });
    figures.push(...await measureIngest(store, load));
    if (load === "web server") figures.push(...await measureSearches(store));
    await store.close();
  }
  const page = formatReport({
    date: new Date().toISOString().slice(0, 10),
    spans,
    facts: {
      processor: cpus()[0]?.model ?? "unknown",
      cores: cpus().length,
      system: `${Deno.build.os} ${Deno.build.arch}`,
      "processes that wanted to run, before": Deno.loadavg()[0]?.toFixed(1) ?? "unknown",
      Deno: Deno.version.deno,
    },
    figures,
  });
  console.log(page);
  if (values.write) {
    await Deno.writeTextFile(fileURLToPath(new URL("./results.md", import.meta.url)), page);
  }
} finally {
  await Deno.remove(folder, { recursive: true });
}

async function measureIngest(store: TelemetryStore, load: Load): Promise<readonly Figure[]> {
  let microseconds = 0;
  let memory = 0;
  let group: Uint8Array[] = [];
  const flush = async () => {
    const before = process.cpuUsage();
    await Promise.all(
      group.map((bytes) => store.writeTraces(decodeTraces(bytes, "protobuf"))),
    );
    microseconds += cpuSince(before);
    memory = Math.max(memory, process.memoryUsage().rss);
    group = [];
  };
  for (const request of makeRequests(load, spans)) {
    group.push(request);
    if (group.length === AT_ONCE) await flush();
  }
  await flush();
  const before = process.cpuUsage();
  const last = await store.getTrace(traceIdOf(spans / 2 - 1));
  const stats = await store.stats();
  microseconds += cpuSince(before);
  if (last === undefined || stats.spans !== spans) {
    throw new Error(`Cannot measure: ${stats.spans} of ${spans} spans are stored`);
  }
  const perSecond = spans / (microseconds / 1e6);
  return [
    {
      name: `${load}: spans a core-second`,
      value: Math.round(perSecond).toLocaleString("en"),
      limit: `≥ ${MIN_PER_CORE_SECOND.toLocaleString("en")}`,
      isKept: perSecond >= MIN_PER_CORE_SECOND,
    },
    { name: `${load}: memory while storing`, value: `${Math.round(memory / 1e6)} MB` },
    { name: `${load}: bytes a span`, value: String(Math.round(stats.bytes / spans)) },
  ];
}

async function measureSearches(store: TelemetryStore): Promise<readonly Figure[]> {
  const is = (key: string, value: string) => ({ key, value, negated: false });
  const not = (key: string, value: string) => ({ key, value, negated: true });
  const { cursor } = await store.findTraces({ limit: 500 });
  const queries: Readonly<Record<string, TraceQuery>> = {
    "list": {},
    "list, a later page": { cursor: cursor! },
    "words of a name": { text: "GET rolldi" },
    "attribute that all have": { attributes: [is("http.route", "/rolldice")] },
    "attribute that 1 in 97 has": { attributes: [is("url.query", "player=p13")] },
    "attribute that 1 in 20,000 has": { attributes: [is("client.port", "31234")] },
    "attribute that none has": { attributes: [is("client.port", "1")] },
    "two attributes, and not a third": {
      attributes: [is("roll.value", "3"), is("url.query", "player=p13"), not("url.path", "/x")],
    },
    "errors, 1 in 10,000": { status: "error" },
    "longest": { order: "duration" },
    "longest with an attribute": {
      order: "duration",
      attributes: [is("url.query", "player=p13")],
    },
    "at least so long": { minDurationNano: 449_000 },
    "shorter than any": { maxDurationNano: 1 },
    "a second of long ago": { from: "1760000010000000000", to: "1760000011000000000" },
  };
  const figures: Figure[] = [];
  for (const [name, query] of Object.entries(queries)) {
    const times: number[] = [];
    for (let search = 0; search < SEARCHES; search++) {
      const start = performance.now();
      await store.findTraces(query);
      times.push(performance.now() - start);
    }
    const p95 = times.sort((a, b) => a - b)[Math.ceil(SEARCHES * 0.95) - 1]!;
    figures.push({
      name: `search, p95: ${name}`,
      value: `${p95.toFixed(1)} ms`,
      limit: `< ${MAX_SEARCH_MS} ms`,
      isKept: p95 < MAX_SEARCH_MS,
    });
  }
  const memory = process.memoryUsage().rss / 1e6;
  figures.push({
    name: "memory with all stored and searched",
    value: `${Math.round(memory)} MB`,
    limit: `< ${MAX_MEMORY_MB} MB`,
    isKept: memory < MAX_MEMORY_MB,
  });
  return figures;
}

function cpuSince(before: ReturnType<typeof process.cpuUsage>): number {
  const { user, system } = process.cpuUsage(before);
  return user + system;
}
