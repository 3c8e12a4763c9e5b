import { setTimeout } from "node:timers/promises";
import { findCollectorBinary } from "../../../tools/collector/find_collector_binary.ts";
import { pickFreePorts } from "../../../tools/collector/pick_free_ports.ts";
import { repositoryRoot } from "../../../tools/collector/repository_root.ts";
import type { DebugVerbosity } from "../debug_printer/mod.ts";

/** The real Collector, printing what it gets in every verbosity. */
export interface DebugCollector extends AsyncDisposable {
  /** For OTLP/HTTP. */
  readonly endpoint: string;
  /** Takes what it has printed since, by verbosity: a text for each of its log lines. */
  take(): Promise<Readonly<Record<DebugVerbosity, readonly string[]>>>;
}

const SIGNALS = ["traces", "metrics", "logs"];
/** All count; all but `basic` print the records, too. */
const LINES_PER_REQUEST = 5;
const VERBOSITIES = ["basic", "normal", "detailed"] as const;

/** Starts the Collector. Its log lines are JSON, so that it is certain where a text ends. */
export async function startDebugCollector(): Promise<DebugCollector> {
  const binary = findCollectorBinary({
    root: repositoryRoot,
    readEnv: (name) => Deno.env.get(name),
  });
  const endpoint = `127.0.0.1:${pickFreePorts(1)[0]}`;
  const exporters = VERBOSITIES.map((verbosity) => `debug/${verbosity}`);
  const config = {
    receivers: { otlp: { protocols: { http: { endpoint } } } },
    exporters: Object.fromEntries(VERBOSITIES.map((verbosity) => [
      `debug/${verbosity}`,
      { verbosity, sampling_initial: 1000, sampling_thereafter: 1 },
    ])),
    service: {
      telemetry: {
        logs: { encoding: "json", sampling: { enabled: false } },
        metrics: { level: "none" },
      },
      pipelines: Object.fromEntries(
        SIGNALS.map((signal) => [signal, { receivers: ["otlp"], exporters }]),
      ),
    },
  };
  const child = new Deno.Command(binary!, {
    args: [`--config=yaml:${JSON.stringify(config)}`],
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).spawn();
  let text = "";
  const reading = (async () => {
    for await (const chunk of child.stderr.pipeThrough(new TextDecoderStream())) text += chunk;
  })();
  for (let attempt = 0; !text.includes("Everything is ready"); attempt++) {
    if (attempt === 300) throw new Error(`Cannot start the Collector: it said ${text}`);
    await setTimeout(50);
  }
  text = "";
  return {
    endpoint: `http://${endpoint}`,
    async take() {
      // Written before the answer, but perhaps still on their way through the pipe.
      for (let attempt = 0; countLines(text) < LINES_PER_REQUEST && attempt < 500; attempt++) {
        await setTimeout(10);
      }
      const lines = text.split("\n").filter((line) => line.startsWith("{")).map((line) =>
        JSON.parse(line) as Readonly<Record<string, unknown>>
      );
      text = "";
      const byVerbosity = { basic: [], normal: [], detailed: [] } as Record<
        DebugVerbosity,
        string[]
      >;
      for (const line of lines) {
        const verbosity = String(line["otelcol.component.id"]).slice("debug/".length);
        byVerbosity[verbosity as DebugVerbosity].push(textOf(line));
      }
      return byVerbosity;
    },
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL");
      await child.status;
      await reading;
    },
  };
}

function countLines(text: string): number {
  return text.split("\n").length - 1;
}

/** A log line that counts has its figures in fields; others are all text. */
function textOf(line: Readonly<Record<string, unknown>>): string {
  const message = String(line["msg"]);
  if (!["Traces", "Metrics", "Logs"].includes(message)) return message;
  const figures = Object.entries(line)
    .filter(([name, value]) => typeof value === "number" && name.includes("s"))
    .map(([name, value]) => `"${name}": ${value}`);
  return `${message}\t{${figures.join(", ")}}\n`;
}
