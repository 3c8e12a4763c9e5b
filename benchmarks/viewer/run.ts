/**
 * `deno task bench:viewer [--only=SECTION,…] [--spans=N] [--write]`: how fast and how small the viewer is,
 * from outside, beside the limits. `--write` keeps what was measured in `benchmarks/viewer/`, where
 * sections that were not measured stay as they are. Ends with 1 where a limit is not kept.
 *
 * Linux only. It needs Chromium, telemetrygen (`TELEMETRYGEN_BIN`, or on PATH) and, for the comparison, the
 * Collector that `deno task collector:build` builds.
 *
 * @module
 */
import { cpus } from "node:os";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { findChromium } from "../../apps/viewer/ui/testing/find_chromium.ts";
import { findCollectorBinary } from "../../tools/collector/find_collector_binary.ts";
import { isFile } from "../../tools/collector/is_file.ts";
import { repositoryRoot } from "../../tools/collector/repository_root.ts";
import { buildViewer } from "../../tools/viewer_build.ts";
import { type Figure, isKept } from "./figure.ts";
import { findTelemetrygen } from "./load/find_telemetrygen.ts";
import { formatReport, type SectionResult, type ViewerReport } from "./format_report.ts";
import { measureIngest } from "./measure/measure_ingest.ts";
import { measureMillion } from "./measure/measure_million.ts";
import { measureBigTraces } from "./measure/measure_big_traces.ts";
import { measureReady } from "./measure/measure_ready.ts";
import { measureSize } from "./measure/measure_size.ts";
import { measureVisible } from "./measure/measure_visible.ts";

/** One part of the benchmark. */
interface Section {
  readonly heading: string;
  readonly notes: readonly string[];
  readonly measure: (folder: string) => Promise<readonly Figure[]>;
}

const RESULTS = new URL("./results.json", import.meta.url);
const PAGE = new URL("../../docs/viewer_figures.md", import.meta.url);
const SPANS_A_REQUEST = 512;

const readEnv = (name: string) => Deno.env.get(name);
const { values } = parseArgs({
  options: {
    only: { type: "string" },
    spans: { type: "string", default: "1000000" },
    write: { type: "boolean", default: false },
  },
});
const spans = Math.ceil(Number(values.spans) / SPANS_A_REQUEST) * SPANS_A_REQUEST;

const SECTIONS: Readonly<Record<string, Section>> = {
  ready: {
    heading: "Start",
    notes: ["Medians of 11 and of 3 starts, with a database in a file; packages are downloaded."],
    measure: (folder) => measureReady(folder),
  },
  visible: {
    heading: "From a request to its trace on the screen",
    notes: [
      "The dice server as `deno task dev:otlp` starts it, which sends every 200 ms, and the list of traces in",
      "Chromium. Each request right after the one before was seen: a page asks twice a second at most.",
    ],
    measure: (folder) => measureVisible({ folder, chromium: need("Chromium", findChromium()) }),
  },
  ingest: {
    heading: "Storing what telemetrygen sends",
    notes: [
      "At most 10,000 spans a second in batches of 100, until the search and `/api/stats` have them all. The",
      "Collector gets the same, and counts it with its debug exporter. telemetrygen is v0.157.0: of v0.158.0",
      "the Go module proxy lacks the files.",
    ],
    measure: (folder) =>
      measureIngest({
        folder,
        telemetrygen: need("telemetrygen", findTelemetrygen({ readEnv, isFile })),
        collector: findCollectorBinary({ root: repositoryRoot, readEnv }),
        spans: Math.min(200_000, Math.ceil(spans / 20) * 4),
      }),
  },
  million: {
    heading: "A million spans of a web server",
    notes: [
      `${
        spans.toLocaleString("en")
      } spans of our own generator, 6 attributes each, in requests of 512 over`,
      "HTTP, four at a time and as fast as they are taken. Then 20 searches of each kind through the API.",
    ],
    measure: (folder) => measureMillion({ folder, spans }),
  },
  pages: {
    heading: "Big traces in Chromium",
    notes: [
      "Medians of five rounds: from the click until spans are seen, the request included; then 240",
      "frames of a scroll by rows, by screens and by far jumps, of which the longest counts.",
    ],
    measure: (folder) => {
      need("Chromium", findChromium());
      return measureBigTraces(folder);
    },
  },
  size: {
    heading: "A day at the limit",
    notes: [
      "A store of 1 GiB that is full, and for 24 simulated hours gets as much once more; looked at each",
      "hour.",
    ],
    measure: (folder) => measureSize({ folder, maxMebibytes: 1024 }),
  },
};

const chosen = values.only?.split(",") ?? Object.keys(SECTIONS);
for (const name of chosen) {
  if (SECTIONS[name] === undefined) throw new Error(`Cannot measure ${name}: it is no section`);
}
await buildViewer({
  root: repositoryRoot,
  output: fileURLToPath(new URL("../../apps/viewer/dist/ui", import.meta.url)),
});
const facts = {
  processor: cpus()[0]?.model ?? "unknown",
  cores: cpus().length,
  system: `${Deno.build.os} ${Deno.build.arch}`,
  Deno: Deno.version.deno,
};
const measured: Record<string, SectionResult> = {};
const failures: string[] = [];
for (const name of chosen) {
  const { heading, notes, measure } = SECTIONS[name]!;
  console.error(`${heading} …`);
  const folder = await Deno.makeTempDir();
  const [load = 0] = Deno.loadavg();
  const start = performance.now();
  try {
    const figures = (await measure(folder)).map((figure) => ({
      ...figure,
      value: Math.round(figure.value * 10) / 10,
    }));
    const seconds = Math.round((performance.now() - start) / 1000);
    const date = new Date().toISOString().slice(0, 10);
    measured[heading] = { date, seconds, load, notes, figures };
    // Each at once: a later one may be ended.
    if (values.write) await keep();
  } catch (error) {
    failures.push(`${heading}: ${error instanceof Error ? error.message : error}`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
console.log(formatReport({ facts, sections: measured }));
for (const [heading, { figures }] of Object.entries(measured)) {
  for (const figure of figures) {
    if (isKept(figure) === false) failures.push(`${heading}: a limit is not kept: ${figure.name}`);
  }
}
for (const failure of failures) console.error(failure);
process.exitCode = failures.length === 0 ? 0 : 1;

async function keep(): Promise<void> {
  const headings = Object.values(SECTIONS).map(({ heading }) => heading);
  const all = { ...await readSections(), ...measured };
  const sections = Object.fromEntries(
    headings.flatMap((heading) => all[heading] === undefined ? [] : [[heading, all[heading]]]),
  );
  const report: ViewerReport = { facts, sections };
  await Deno.writeTextFile(RESULTS, `${JSON.stringify(report, undefined, 2)}\n`);
  await Deno.writeTextFile(PAGE, formatReport(report));
}

function need(what: string, path: string | undefined): string {
  if (path === undefined) throw new Error(`Cannot measure: ${what} is not installed`);
  return path;
}

async function readSections(): Promise<Readonly<Record<string, SectionResult>>> {
  try {
    return (JSON.parse(await Deno.readTextFile(RESULTS)) as ViewerReport).sections;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return {};
    throw error;
  }
}
