import { join } from "node:path";
import type { LogsData, TracesData } from "@otel-deno/otlp";
import { startHttpReceiver } from "@otel-deno/otlp-receiver";
import { startDiceServer } from "../../../apps/dice-server/testing/start_dice_server.ts";
import { TELEMETRY_FLAGS } from "../../../apps/dice-server/testing/telemetry_flags.ts";
import { findCollectorBinary } from "../../../tools/collector/find_collector_binary.ts";
import { pickFreePorts } from "../../../tools/collector/pick_free_ports.ts";
import { repositoryRoot } from "../../../tools/collector/repository_root.ts";
import { startCollectorProcess } from "../../../tools/collector/start_collector_process.ts";

/** The scenario with the dice server in front of it; dispose of it with `await using`. */
export interface RunningBackends extends AsyncDisposable {
  /** Sends a GET request to the dice server; gives the status. */
  ask(path: string): Promise<number>;
  /** What came to the place of Jaeger. */
  readonly traces: readonly TracesData[];
  /** What came to the place of Loki. */
  readonly logs: readonly LogsData[];
  /** Port of 127.0.0.1 on which Prometheus finds what the dice server sent. */
  readonly metricsPort: number;
  /** And the one on which it finds what the Collector says of itself. */
  readonly collectorMetricsPort: number;
}

/**
 * Starts the real Collector with the scenario's own configuration, the dice server with telemetry in
 * front of it, and receivers in the places of Jaeger and Loki.
 *
 * @throws {Error} One of them did not start
 */
export async function startBackends(): Promise<RunningBackends> {
  const traces: TracesData[] = [];
  const logs: LogsData[] = [];
  const stack = new AsyncDisposableStack();
  try {
    const jaeger = stack.use(
      await startHttpReceiver({ port: 0, onTraces: ({ request }) => void traces.push(request) }),
    );
    const loki = stack.use(
      await startHttpReceiver({ port: 0, onLogs: ({ request }) => void logs.push(request) }),
    );
    const [grpcPort, httpPort, healthPort, metricsPort, collectorMetricsPort] = pickFreePorts(
      5,
    ) as [number, number, number, number, number];
    stack.use(
      await startCollectorProcess({
        binary: findCollectorBinary({
          root: repositoryRoot,
          readEnv: (name) => Deno.env.get(name),
        })!,
        configs: [join(repositoryRoot, "collector/backends/otel-collector-config.yaml")],
        healthPort,
        env: {
          OTLP_HOST: "127.0.0.1",
          OTLP_GRPC_PORT: `${grpcPort}`,
          OTLP_HTTP_PORT: `${httpPort}`,
          HEALTH_CHECK_PORT: `${healthPort}`,
          METRICS_PORT: `${metricsPort}`,
          COLLECTOR_METRICS_PORT: `${collectorMetricsPort}`,
          JAEGER_OTLP_ENDPOINT: jaeger.endpoint,
          LOKI_OTLP_ENDPOINT: loki.endpoint,
        },
      }),
    );
    const server = stack.use(
      await startDiceServer({
        args: ["--port", "0"],
        permissions: TELEMETRY_FLAGS,
        env: {
          // As collector/dice_server.compose.yaml has it.
          OTEL_SERVICE_NAME: "dice-server",
          OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${httpPort}`,
          OTEL_METRIC_EXPORT_INTERVAL: "500",
          OTEL_BSP_SCHEDULE_DELAY: "100",
          OTEL_BLRP_SCHEDULE_DELAY: "100",
          OTEL_LOG_LEVEL: "warn",
        },
      }),
    );
    // It writes a line for each request, and would wait for a reader in the end.
    (async () => {
      while (await server.nextLine() !== undefined);
    })();
    const disposable = stack.move();
    return {
      ask: async (path) => (await server.get(path)).status,
      traces,
      logs,
      metricsPort,
      collectorMetricsPort,
      [Symbol.asyncDispose]: () => disposable.disposeAsync(),
    };
  } catch (error) {
    await stack.disposeAsync();
    throw error;
  }
}
