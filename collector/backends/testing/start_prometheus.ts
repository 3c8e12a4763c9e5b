import { join } from "node:path";
import { repositoryRoot } from "../../../tools/collector/repository_root.ts";
import { pickFreePorts } from "../../../tools/collector/pick_free_ports.ts";

const FOLDER = join(repositoryRoot, "collector/backends");

/** One series of an answer. */
export interface Sample {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: number;
}

/** A real Prometheus; dispose of it with `await using`. */
export interface RunningPrometheus extends AsyncDisposable {
  /**
   * Evaluates an expression now.
   *
   * @throws {Error} It is not PromQL; the message has Prometheus' words
   */
  query(expression: string): Promise<readonly Sample[]>;
  /** The trace ids that it keeps beside a metric. */
  queryTraceIds(expression: string): Promise<readonly string[]>;
}

/** What {@linkcode startPrometheus} scrapes. */
export interface StartPrometheusOptions {
  /** Ports of 127.0.0.1 that stand for the two of the service `collector`, by those. */
  readonly ports: Readonly<Record<string, number>>;
}

/**
 * Starts the real Prometheus with the scenario's own configuration and rules, but for the addresses and
 * the interval, which is a second. Resolves when it is ready.
 *
 * @throws {Error} It was not ready in 20 s; the message has its output
 */
export async function startPrometheus(
  binary: string,
  options: StartPrometheusOptions,
): Promise<RunningPrometheus> {
  const folder = await Deno.makeTempDir({ prefix: "prometheus-" });
  let config = await Deno.readTextFile(join(FOLDER, "prometheus.yaml"));
  config = config.replaceAll("interval: 15s", "interval: 1s");
  for (const [port, free] of Object.entries(options.ports)) {
    config = config.replace(`collector:${port}`, `127.0.0.1:${free}`);
  }
  await Deno.writeTextFile(join(folder, "prometheus.yaml"), config);
  await Deno.copyFile(join(FOLDER, "alert_rules.yaml"), join(folder, "alert_rules.yaml"));
  const [port] = pickFreePorts(1);
  const child = new Deno.Command(binary, {
    args: [
      `--config.file=${join(folder, "prometheus.yaml")}`,
      `--storage.tsdb.path=${join(folder, "data")}`,
      `--web.listen-address=127.0.0.1:${port}`,
      "--enable-feature=exemplar-storage",
    ],
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  let text = "";
  const collect = async (stream: ReadableStream<Uint8Array<ArrayBuffer>>) => {
    for await (const part of stream.pipeThrough(new TextDecoderStream())) text += part;
  };
  const ended = Promise.all([child.status, collect(child.stdout), collect(child.stderr)]);
  const stop = async () => {
    try {
      child.kill("SIGKILL");
    } catch {
      // It has ended already.
    }
    await ended;
    await Deno.remove(folder, { recursive: true });
  };

  const url = `http://127.0.0.1:${port}`;
  const deadline = performance.now() + 20_000;
  while (!await isReady(`${url}/-/ready`)) {
    if (performance.now() > deadline) {
      await stop();
      throw new Error(`Cannot start Prometheus: it was not ready in 20 s\n${text}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }

  const ask = async (path: string, parameters: Readonly<Record<string, string>>) => {
    const response = await fetch(`${url}/api/v1/${path}?${new URLSearchParams(parameters)}`);
    const { status, data, error } = await response.json();
    if (status !== "success") throw new Error(`Cannot ask Prometheus: ${error}`);
    return data;
  };
  return {
    query: async (query) => {
      const { result } = await ask("query", { query });
      return result.map((
        { metric, value }: { metric: Sample["metric"]; value: [number, string] },
      ) => (
        { metric, value: Number(value[1]) }
      ));
    },
    queryTraceIds: async (query) => {
      const now = Date.now() / 1000;
      const series = await ask("query_exemplars", {
        query,
        start: `${now - 60}`,
        end: `${now + 1}`,
      });
      return series.flatMap(({ exemplars }: { exemplars: readonly { labels: Labels }[] }) =>
        exemplars.flatMap(({ labels }) => labels["trace_id"] ?? [])
      );
    },
    [Symbol.asyncDispose]: stop,
  };
}

type Labels = Readonly<Record<string, string>>;

async function isReady(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}
