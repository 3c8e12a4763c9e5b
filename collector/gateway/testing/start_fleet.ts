import { pickPort } from "../../../packages/telemetry-setup/testing/faults/pick_port.ts";
import { join } from "node:path";
import { repositoryRoot } from "../../../tools/collector/repository_root.ts";
import {
  type OtlpSignal,
  type RunningCollector,
  startCollector,
} from "../../../tools/collector/start_collector.ts";
import { createMember, type Member } from "./create_member.ts";

const SCENARIO = join(repositoryRoot, "collector/gateway");
/** A scenario's own Collector that keeps what arrives and prints little of it. */
const BACKEND = [
  join(repositoryRoot, "collector/debug/otel-collector-config.yaml"),
  join(repositoryRoot, "packages/telemetry-setup/testdata/quiet_collector.yaml"),
];
const GATEWAYS = 3;

/** The scenario, every process of it; see {@linkcode startFleet}. */
export interface Fleet extends AsyncDisposable {
  readonly agent: Member;
  readonly gateways: readonly Member[];
  /** Ends the backend. */
  stopBackend(): Promise<void>;
  /** Starts it again, where it was. */
  startBackend(): Promise<void>;
  /** What has come to the backend, an export after the other, in all of its runs. */
  // deno-lint-ignore no-explicit-any -- OTLP/JSON
  eachArrived(signal: OtlpSignal): Generator<any, void>;
  /** What the Collectors have printed, for whoever looks for a fault. */
  output(): string;
}

/**
 * Starts the scenario's agent and gateways, in folders of their own, with a Collector for a backend.
 *
 * @throws {Error} One of them was not healthy in time; the message has its output
 */
export async function startFleet(): Promise<Fleet> {
  const root = await Deno.makeTempDir({ prefix: "otelcol-fleet-" });
  const backendPort = pickPort();
  const backends: RunningCollector[] = [];
  const startBackend = async () => {
    const env = { OTLP_GRPC_PORT: `${backendPort}` };
    backends.push(await startCollector({ config: BACKEND, env }));
  };
  await startBackend();
  const gateways = Array.from({ length: GATEWAYS }, (_, index) =>
    createMember({
      configs: [join(SCENARIO, "gateway.yaml"), join(SCENARIO, "testing/received_overlay.yaml")],
      folder: join(root, `gateway-${index + 1}`),
      env: { BACKEND_ENDPOINT: `127.0.0.1:${backendPort}` },
    }));
  const agent = createMember({
    configs: [join(SCENARIO, "agent.yaml")],
    folder: join(root, "agent"),
    env: {
      GATEWAYS: JSON.stringify(gateways.map(({ grpcPort }) => `127.0.0.1:${grpcPort}`)),
    },
  });
  const dispose = async () => {
    // The order in which each can still hand on what it has.
    await agent.stop();
    await Promise.all(gateways.map((gateway) => gateway.stop()));
    for (const backend of backends) await backend[Symbol.asyncDispose]();
    await Deno.remove(root, { recursive: true });
  };
  try {
    await Promise.all(gateways.map((gateway) => gateway.start()));
    await agent.start();
  } catch (error) {
    await dispose();
    throw error;
  }
  return {
    agent,
    gateways,
    startBackend,
    stopBackend: async () => void await backends.at(-1)?.stop(),
    *eachArrived(signal) {
      for (const backend of backends) yield* backend.eachJsonLine(signal);
    },
    output: () => [agent, ...gateways].map((member) => member.output()).join("\n"),
    [Symbol.asyncDispose]: dispose,
  };
}
