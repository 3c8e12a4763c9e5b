import { join } from "node:path";
import { pickPort } from "../../../packages/telemetry-setup/testing/faults/pick_port.ts";
import { eachJsonLine } from "../../../tools/collector/each_json_line.ts";
import { findCollectorBinary } from "../../../tools/collector/find_collector_binary.ts";
import { repositoryRoot } from "../../../tools/collector/repository_root.ts";
import {
  type CollectorProcess,
  startCollectorProcess,
} from "../../../tools/collector/start_collector_process.ts";

/** What {@linkcode createMember} goes by. */
export interface MemberOptions {
  /** Absolute paths of configurations, merged in order. */
  readonly configs: readonly string[];
  /** Where its queues are. */
  readonly folder: string;
  /** Added to the environment. */
  readonly env: Readonly<Record<string, string>>;
}

/** A Collector that can be ended and started again, with the same ports and the same queues. */
export interface Member extends AsyncDisposable {
  readonly grpcPort: number;
  readonly httpPort: number;
  /** Resolves when it is healthy. */
  start(): Promise<void>;
  /** Ends it as an operator would. */
  stop(): Promise<void>;
  /** Ends it as `kill -9` does. */
  kill(): Promise<void>;
  /** A metric of its own, all its series together; 0 where there is none. */
  readMetric(name: string): Promise<number>;
  /** What all its runs were sent, where `received_overlay.yaml` is among its configurations. */
  // deno-lint-ignore no-explicit-any -- OTLP/JSON
  eachReceived(): Generator<any, void>;
  /** What all its runs have printed. */
  output(): string;
}

/** Describes a Collector of a fleet; it is not started. */
export function createMember({ configs, folder, env }: MemberOptions): Member {
  const ports = new Set<number>();
  while (ports.size < 4) ports.add(pickPort());
  const [grpcPort, httpPort, healthPort, metricsPort] = [...ports] as [
    number,
    number,
    number,
    number,
  ];
  const binary = findCollectorBinary({
    root: repositoryRoot,
    readEnv: (name) => Deno.env.get(name),
  });
  const runs: CollectorProcess[] = [];
  const last = () => runs.at(-1);
  return {
    grpcPort,
    httpPort,
    *eachReceived() {
      for (const index of runs.keys()) {
        yield* eachJsonLine(join(folder, `received-${index + 1}.jsonl`));
      }
    },
    async start() {
      runs.push(
        await startCollectorProcess({
          binary: binary!,
          configs,
          healthPort,
          env: {
            OTLP_HOST: "127.0.0.1",
            OTLP_GRPC_PORT: `${grpcPort}`,
            OTLP_HTTP_PORT: `${httpPort}`,
            HEALTH_CHECK_PORT: `${healthPort}`,
            COLLECTOR_METRICS_PORT: `${metricsPort}`,
            STORAGE_DIRECTORY: folder,
            RUN: `${runs.length + 1}`,
            ...env,
          },
        }),
      );
    },
    async stop() {
      await last()?.stop();
    },
    async kill() {
      await last()?.kill();
    },
    async readMetric(name) {
      const response = await fetch(`http://127.0.0.1:${metricsPort}/metrics`);
      const lines = (await response.text()).split("\n");
      return lines.filter((line) => line.startsWith(`${name}{`))
        .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(" "))), 0);
    },
    output: () => runs.map((run) => run.output()).join(""),
    async [Symbol.asyncDispose]() {
      await last()?.stop();
    },
  };
}
