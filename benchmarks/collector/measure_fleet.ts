import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { repositoryRoot } from "../../tools/collector/repository_root.ts";
import { countPrintedSpans } from "./count_printed_spans.ts";
import { createPoster } from "./create_poster.ts";
import type { Load } from "./plan_load.ts";
import { sendSteadily } from "./send_steadily.ts";
import type { MeasuredSubject } from "./sizing_report.ts";
import { startMeasuredCollector } from "./start_measured_collector.ts";
import { watchSubject } from "./watch_subject.ts";

/** Options of {@linkcode measureFleet}. */
export interface MeasureFleetOptions {
  readonly binary: string;
  /** For their queues. */
  readonly folder: string;
  readonly load: Load;
  /** How long the gateway waits before it decides on a trace, in milliseconds. */
  readonly decisionWaitMillis: number;
}

/** What {@linkcode measureFleet} found. */
export interface FleetFigures {
  readonly agent: MeasuredSubject;
  readonly gateway: MeasuredSubject;
  readonly keptSpans: number;
  /** How long the load lasted. */
  readonly millis: number;
}

const CONFIGS = join(repositoryRoot, "collector/gateway");
/** Takes everything and throws it away, saying how much it was. */
const SINK = {
  receivers: {
    otlp: { protocols: { grpc: { endpoint: "127.0.0.1:${env:OTLP_GRPC_PORT}" } } },
  },
  exporters: { debug: { verbosity: "basic" } },
  extensions: { health_check: { endpoint: "127.0.0.1:${env:HEALTH_CHECK_PORT}" } },
  service: {
    extensions: ["health_check"],
    // Every line counts: by default some of a kind are left out.
    telemetry: { metrics: { level: "none" }, logs: { sampling: { enabled: false } } },
    pipelines: {
      traces: { receivers: ["otlp"], exporters: ["debug"] },
      metrics: { receivers: ["otlp"], exporters: ["debug"] },
    },
  },
};
/** For what the gateway has decided to arrive, in milliseconds. */
const ARRIVAL_MILLIS = 3_000;

/** Sends a load through an agent and a gateway of the scenario `gateway`, as they are configured. */
export async function measureFleet(
  { binary, folder, load, decisionWaitMillis }: MeasureFleetOptions,
): Promise<FleetFigures> {
  await using sink = await startMeasuredCollector({
    binary,
    configs: [`yaml:${JSON.stringify(SINK)}`],
  });
  await using gateway = await startMeasuredCollector({
    binary,
    configs: [join(CONFIGS, "gateway.yaml")],
    env: {
      STORAGE_DIRECTORY: join(folder, "gateway"),
      BACKEND_ENDPOINT: `127.0.0.1:${sink.grpcPort}`,
    },
  });
  await using agent = await startMeasuredCollector({
    binary,
    configs: [join(CONFIGS, "agent.yaml")],
    env: {
      STORAGE_DIRECTORY: join(folder, "agent"),
      GATEWAYS: JSON.stringify([`127.0.0.1:${gateway.grpcPort}`]),
    },
  });
  using poster = createPoster(`http://127.0.0.1:${agent.httpPort}`);
  const [ofAgent, ofGateway] = [watchSubject("agent", agent), watchSubject("gateway", gateway)];
  const millis = await sendSteadily(load.requests(), { ...load, post: poster.post });
  await setTimeout(decisionWaitMillis + ARRIVAL_MILLIS);
  return {
    agent: ofAgent(load.spans),
    gateway: ofGateway(load.spans),
    keptSpans: countPrintedSpans(sink.output()),
    millis,
  };
}
