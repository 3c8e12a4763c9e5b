import type { ReadEnv } from "../../config/read_env.ts";
import { resolveConfig } from "../../config/resolve_config.ts";

/** The addresses that telemetry is sent to, as `host:port`, each once. */
export function receiversOf(readEnv: ReadEnv): readonly string[] {
  const { config } = resolveConfig(readEnv);
  if (config.disabled === true) return [];
  const exporters = [
    ...(config.tracer_provider?.processors ?? []).map(({ batch }) => batch?.exporter),
    ...(config.logger_provider?.processors ?? []).map(({ batch }) => batch?.exporter),
    ...(config.meter_provider?.readers ?? []).map(({ periodic }) => periodic?.exporter),
  ];
  const endpoints = exporters.map((exporter) =>
    exporter?.otlp_http?.endpoint ?? exporter?.otlp_grpc?.endpoint
  );
  return [...new Set(endpoints.flatMap((endpoint) => endpoint ? [hostOf(endpoint)] : []))];
}

function hostOf(endpoint: string): string {
  const { hostname, port, protocol } = new URL(endpoint);
  return `${hostname}:${port || (protocol === "https:" ? 443 : 80)}`;
}
