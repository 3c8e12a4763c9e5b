import type { ConfigurationModel } from "@opentelemetry/configuration";
import type { ReadEnv } from "../collector/collector_cache.ts";
import { readCollectorPorts } from "../collector/read_collector_ports.ts";

/** Who takes what the dice server sends. */
export type ReceiverPlan =
  /** Nobody: nothing is sent over OTLP. */
  | { readonly kind: "nobody" }
  /** Whoever the settings name. */
  | { readonly kind: "given"; readonly endpoint: string }
  /** Whoever listens already. */
  | { readonly kind: "running"; readonly port: number; readonly env: Env }
  /** A viewer that is to be started. */
  | { readonly kind: "viewer"; readonly args: readonly string[]; readonly env: Env };

/** Variables for the dice server. */
export type Env = Readonly<Record<string, string>>;

const ENDPOINTS = ["", "TRACES_", "METRICS_", "LOGS_"]
  .map((signal) => `OTEL_EXPORTER_OTLP_${signal}ENDPOINT`);

/**
 * Decides who takes what the dice server sends: whoever the settings name, else whoever listens on
 * the ports of OTLP, else a viewer.
 *
 * @param config What the settings mean.
 * @param options `isListening`: whether somebody listens on a port of this machine.
 */
export async function planReceiver(
  config: ConfigurationModel,
  { readEnv, isListening }: {
    readonly readEnv: ReadEnv;
    readonly isListening: (port: number) => Promise<boolean>;
  },
): Promise<ReceiverPlan> {
  const exporters = otlpExporters(config);
  const [first] = exporters;
  if (first === undefined) return { kind: "nobody" };
  if ([...ENDPOINTS, "OTEL_CONFIG_FILE"].some((name) => readEnv(name))) {
    return { kind: "given", endpoint: first.endpoint };
  }
  const ports = readCollectorPorts(readEnv);
  const answers = {
    http: await isListening(ports.http),
    grpc: await isListening(ports.grpc),
  };
  const wanted = [...new Set(exporters.map(({ protocol }) => protocol))];
  const [protocol = "http", other] = wanted;
  const toPort = (protocol: "http" | "grpc"): Env => ({
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://localhost:${ports[protocol]}`,
  });
  // Of two ports, each has its default.
  const env = other === undefined ? toPort(protocol) : {};
  if (wanted.every((one) => answers[one])) {
    return { kind: "running", port: ports[protocol], env };
  }
  if (answers.grpc && protocol === "http" && !readEnv("OTEL_EXPORTER_OTLP_PROTOCOL")) {
    // It speaks gRPC only, and nobody has asked for anything else.
    return {
      kind: "running",
      port: ports.grpc,
      env: { ...toPort("grpc"), OTEL_EXPORTER_OTLP_PROTOCOL: "grpc" },
    };
  }
  // Whoever has the port that is not needed keeps it.
  const args = (["http", "grpc"] as const)
    .flatMap((one) => [`--otlp-${one}-port`, String(answers[one] ? 0 : ports[one])]);
  return { kind: "viewer", args, env };
}

interface OtlpExporter {
  readonly protocol: "http" | "grpc";
  readonly endpoint: string;
}

function otlpExporters(config: ConfigurationModel): readonly OtlpExporter[] {
  const exporters = [
    ...config.tracer_provider?.processors ?? [],
    ...config.logger_provider?.processors ?? [],
  ].map(({ batch, simple }) => (batch ?? simple)?.exporter);
  const readers = config.meter_provider?.readers.map(({ periodic }) => periodic?.exporter) ?? [];
  return [...exporters, ...readers].flatMap((exporter): readonly OtlpExporter[] => {
    const { otlp_http: http, otlp_grpc: grpc } = exporter ?? {};
    if (http?.endpoint) return [{ protocol: "http", endpoint: http.endpoint }];
    return grpc?.endpoint ? [{ protocol: "grpc", endpoint: grpc.endpoint }] : [];
  });
}
