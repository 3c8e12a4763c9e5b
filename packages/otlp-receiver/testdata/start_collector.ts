import { setTimeout } from "node:timers/promises";
import { findCollectorBinary } from "../../../tools/collector/find_collector_binary.ts";
import { pickFreePorts } from "../../../tools/collector/pick_free_ports.ts";
import { repositoryRoot } from "../../../tools/collector/repository_root.ts";

/** The real Collector. Disposing of it kills it. */
export interface Collector extends AsyncDisposable {
  /** For OTLP/HTTP. */
  readonly endpoint: string;
  /** What it has logged since it was ready. */
  readonly log: string;
}

const SIGNALS = ["traces", "metrics", "logs"];

/**
 * Starts the Collector with all signals in one pipeline each, from OTLP/HTTP to all of the exporters.
 * Its log lines are JSON, so that it is certain where a text ends.
 */
export async function startCollector(
  exporters: Readonly<Record<string, unknown>>,
): Promise<Collector> {
  const binary = findCollectorBinary({
    root: repositoryRoot,
    readEnv: (name) => Deno.env.get(name),
  });
  const endpoint = `127.0.0.1:${pickFreePorts(1)[0]}`;
  const pipeline = { receivers: ["otlp"], exporters: Object.keys(exporters) };
  const config = {
    receivers: { otlp: { protocols: { http: { endpoint } } } },
    exporters,
    service: {
      telemetry: {
        logs: { encoding: "json", sampling: { enabled: false } },
        metrics: { level: "none" },
      },
      pipelines: Object.fromEntries(SIGNALS.map((signal) => [signal, pipeline])),
    },
  };
  const child = new Deno.Command(binary!, {
    args: [`--config=yaml:${JSON.stringify(config)}`],
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).spawn();
  let log = "";
  const reading = (async () => {
    for await (const chunk of child.stderr.pipeThrough(new TextDecoderStream())) log += chunk;
  })();
  for (let attempt = 0; !log.includes("Everything is ready"); attempt++) {
    if (attempt === 300) throw new Error(`Cannot start the Collector: it said ${log}`);
    await setTimeout(50);
  }
  log = "";
  return {
    endpoint: `http://${endpoint}`,
    get log() {
      return log;
    },
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL");
      await child.status;
      await reading;
    },
  };
}
