import { pickFreePorts } from "../../../tools/collector/pick_free_ports.ts";
import { isListening } from "../../../tools/is_listening.ts";
import { setTimeout } from "node:timers/promises";
import { readProcessFigures } from "../../harness/read_process_figures.ts";
import { runTelemetrygen, type TelemetrygenOptions } from "../load/run_telemetrygen.ts";

/** Returns how many spans the Collector takes in a second of a processor, only to count them. */
export async function measureCollector(
  { collector, telemetrygen, ...load }:
    & Omit<TelemetrygenOptions, "binary" | "endpoint">
    & { readonly collector: string; readonly telemetrygen: string },
): Promise<number> {
  const endpoint = `127.0.0.1:${pickFreePorts(1)[0]}`;
  const protocols = { [load.transport]: { endpoint } };
  const config = {
    receivers: { otlp: { protocols } },
    exporters: { debug: { verbosity: "basic", sampling_initial: 1, sampling_thereafter: 100_000 } },
    service: {
      telemetry: { metrics: { level: "none" } },
      pipelines: { traces: { receivers: ["otlp"], exporters: ["debug"] } },
    },
  };
  const child = new Deno.Command(collector, {
    args: [`--config=yaml:${JSON.stringify(config)}`],
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
  try {
    while (!await isListening(new URL(`http://${endpoint}`))) await setTimeout(50);
    const cpuMillis = () => readProcessFigures(child.pid)?.cpuMillis ?? NaN;
    const before = cpuMillis();
    await runTelemetrygen({ ...load, binary: telemetrygen, endpoint });
    return Math.round(load.spans / (cpuMillis() - before) * 1000);
  } finally {
    child.kill("SIGTERM");
    await child.status;
  }
}
