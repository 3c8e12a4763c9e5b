import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { Figure } from "../figure.ts";
import { measureCollector } from "./measure_collector.ts";
import { runTelemetrygen } from "../load/run_telemetrygen.ts";
import { startMeasuredViewer } from "./start_measured_viewer.ts";

/** Options of {@linkcode measureIngest}. */
export interface IngestOptions {
  readonly folder: string;
  readonly telemetrygen: string;
  /** The real Collector. Absent: it is not measured. */
  readonly collector: string | undefined;
  readonly spans: number;
}

const MIN_PER_CORE_SECOND = 15_000;
const MAX_MEGABYTES = 150;
/** So many that nothing is lost in telemetrygen. */
const RATE = 10_000;
const WAIT_MILLIS = 30_000;

/** What the viewer takes to store spans of telemetrygen, and the Collector to throw them away. */
export async function measureIngest(
  { folder, telemetrygen: binary, collector, spans }: IngestOptions,
): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const transport of ["grpc", "http"] as const) {
    await using viewer = await startMeasuredViewer({ db: join(folder, `${transport}.db`) });
    const before = viewer.cpuMillis();
    const endpoint = transport === "grpc" ? viewer.otlpGrpc : new URL(viewer.otlpHttp).host;
    await runTelemetrygen({ binary, transport, endpoint, spans, rate: RATE });
    const deadline = performance.now() + WAIT_MILLIS;
    while ((await viewer.stats()).spans < spans) {
      if (performance.now() > deadline) {
        const { spans: stored } = await viewer.stats();
        throw new Error(`Cannot measure: ${stored} of ${spans} spans arrived; the machine is busy`);
      }
      await setTimeout(50);
    }
    const response = await fetch(`${viewer.url}/api/traces?service=telemetrygen&limit=1`);
    const { items } = await response.json();
    if (items.length !== 1) throw new Error("Cannot measure: no span can be found");
    const perSecond = Math.round(spans / (viewer.cpuMillis() - before) * 1000);
    const name = transport === "grpc" ? "gRPC" : "HTTP";
    figures.push(
      {
        name: `${name}: spans stored, a core-second`,
        value: perSecond,
        unit: "spans",
        atLeast: MIN_PER_CORE_SECOND,
      },
      {
        name: `${name}: memory while storing`,
        value: viewer.peakMegabytes(),
        unit: "MB",
        atMost: MAX_MEGABYTES,
      },
    );
    if (collector === undefined) continue;
    const options = { collector, telemetrygen: binary, transport, spans, rate: RATE };
    const ofCollector = await measureCollector(options);
    figures.push(
      { name: `${name}: the Collector, storing nothing`, value: ofCollector, unit: "spans" },
      // What is aimed at, and no limit.
      { name: `${name}: of the Collector's`, value: perSecond / ofCollector * 100, unit: "%" },
    );
  }
  return figures;
}
