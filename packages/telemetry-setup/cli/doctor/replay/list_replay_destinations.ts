import type { ConfigurationModel } from "@opentelemetry/configuration";
import { mergeHeaders } from "../../../config/merge_headers.ts";
import manifest from "../../../deno.json" with { type: "json" };
import { createTransport } from "../../../transports/create_transport.ts";
import { digestDestination } from "../../../transports/queue/digest_destination.ts";
import { createTlsReader } from "../../../transports/tls_reader.ts";
import {
  type NetworkExporter,
  toTransportConfig,
} from "../../../transports/to_transport_config.ts";
import type { Signal } from "../../../transports/transport.ts";
import type { ReplayDestination } from "./choose_destination.ts";

const USER_AGENT = `otel-deno-doctor/${manifest.version} Deno/${Deno.version.deno}`;

/**
 * Lists where something that waits on disk may be sent now: every exporter of the configuration that
 * sends over the network, with the same address, headers and certificates.
 *
 * @param onProblem Told of certificates that cannot be used, in one line.
 */
export function listReplayDestinations(
  config: ConfigurationModel,
  onProblem: (message: string) => void,
): readonly ReplayDestination[] {
  if (config.disabled === true) return [];
  const readTls = createTlsReader(onProblem);
  const pipelines: readonly (readonly [Signal, readonly object[] | null | undefined])[] = [
    ["traces", config.tracer_provider?.processors],
    ["metrics", config.meter_provider?.readers],
    ["logs", config.logger_provider?.processors],
  ];
  return pipelines.flatMap(([signal, models]) =>
    (models ?? []).flatMap((model): ReplayDestination[] => {
      const exporter = networkExporter(model);
      if (exporter === undefined) return [];
      const transportConfig = toTransportConfig(exporter, {
        signal,
        userAgent: USER_AGENT,
        headers: exporter.name === "zipkin" ? {} : mergeHeaders(exporter.options),
        readTls,
      });
      return [{
        signal,
        exporter: exporter.name,
        digest: digestDestination(transportConfig),
        transport: createTransport(transportConfig),
      }];
    })
  );
}

/** The exporter of a processor or reader, whichever kind that is of. */
function networkExporter(model: object): NetworkExporter | undefined {
  for (const pipeline of Object.values(model)) {
    const { otlp_http, otlp_grpc, zipkin } = pipeline?.exporter ?? {};
    if (otlp_http) return { name: "otlp_http", options: otlp_http };
    if (otlp_grpc) return { name: "otlp_grpc", options: otlp_grpc };
    if (zipkin !== undefined) return { name: "zipkin", options: zipkin ?? {} };
  }
  return undefined;
}
