import type {
  ConfigurationModel,
  OtlpGrpcExporterConfigModel,
  OtlpHttpExporterConfigModel,
} from "@opentelemetry/configuration";

/** How an exporter for OTLP is described in the model. */
export type OtlpExporterModel = {
  readonly otlp_http?: OtlpHttpExporterConfigModel;
  readonly otlp_grpc?: OtlpGrpcExporterConfigModel;
};

/** Where one signal is sent with OTLP. */
export interface Destination {
  readonly signal: "traces" | "metrics" | "logs";
  readonly protocol: "http" | "grpc";
  readonly url: URL;
  readonly exporter: OtlpExporterModel;
  /** Where the exporter stands in the model. */
  readonly path: string;
}

interface Pipeline {
  readonly exporter?: OtlpExporterModel;
}

/** Lists where each signal is sent with OTLP; those that are not sent are left out. */
export function listDestinations(config: ConfigurationModel): readonly Destination[] {
  if (config.disabled === true) return [];
  const pipelines = [
    ["traces", "tracer_provider.processors", config.tracer_provider?.processors],
    ["metrics", "meter_provider.readers", config.meter_provider?.readers],
    ["logs", "logger_provider.processors", config.logger_provider?.processors],
  ] as const;
  return pipelines.flatMap(([signal, list, models]) =>
    (models ?? []).flatMap((model, index): Destination[] => {
      const [kind, pipeline] = Object.entries(model).find(([, value]) => value) ?? [];
      const { exporter } = (pipeline ?? {}) as Pipeline;
      const path = `${list}[${index}].${kind}.exporter`;
      if (exporter?.otlp_http) {
        const { endpoint } = exporter.otlp_http;
        const url = new URL(endpoint ?? `http://localhost:4318/v1/${signal}`);
        return [{ signal, protocol: "http", url, exporter, path: `${path}.otlp_http` }];
      }
      if (exporter?.otlp_grpc) {
        const url = grpcUrl(exporter.otlp_grpc);
        return [{ signal, protocol: "grpc", url, exporter, path: `${path}.otlp_grpc` }];
      }
      return [];
    })
  );
}

/** A scheme has precedence; without one, `insecure` decides. */
function grpcUrl({ endpoint, tls }: NonNullable<OtlpGrpcExporterConfigModel>): URL {
  if (!endpoint) return new URL("http://localhost:4317");
  if (/^https?:\/\//i.test(endpoint)) return new URL(endpoint);
  return new URL(`${tls?.insecure === true ? "http" : "https"}://${endpoint}`);
}
