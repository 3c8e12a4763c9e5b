import type { ReadEnv } from "../../config/read_env.ts";
import { resolveConfig } from "../../config/resolve_config.ts";

/** Where one signal is sent with OTLP. */
export interface Destination {
  readonly signal: "traces" | "metrics" | "logs";
  readonly protocol: "http" | "grpc";
  readonly url: URL;
}

/** Lists where each signal is sent with OTLP; those that are not sent are left out. */
export function listDestinations(readEnv: ReadEnv): readonly Destination[] {
  const { config } = resolveConfig(readEnv);
  if (config.disabled === true) return [];
  const exporters = [
    ["traces", (config.tracer_provider?.processors ?? []).map(({ batch }) => batch?.exporter)],
    ["metrics", (config.meter_provider?.readers ?? []).map(({ periodic }) => periodic?.exporter)],
    ["logs", (config.logger_provider?.processors ?? []).map(({ batch }) => batch?.exporter)],
  ] as const;
  return exporters.flatMap(([signal, models]) =>
    models.flatMap((model): Destination[] => {
      const http = model?.otlp_http?.endpoint;
      if (typeof http === "string") return [{ signal, protocol: "http", url: new URL(http) }];
      const grpc = model?.otlp_grpc?.endpoint;
      if (typeof grpc === "string") return [{ signal, protocol: "grpc", url: new URL(grpc) }];
      return [];
    })
  );
}
