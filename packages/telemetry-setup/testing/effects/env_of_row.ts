import type { EffectRow } from "./effect_row.ts";

/** What one of a row's two runs is started with. Nothing is ever sent to the default addresses. */
export function envOfRow(row: EffectRow, value: string | undefined): Record<string, string> {
  const { variable, protocol = "http/protobuf" } = row;
  return {
    OTEL_EXPORTER_OTLP_ENDPOINT: protocol === "grpc" ? "{grpc}" : "{http}",
    ...(protocol === "http/protobuf" ? {} : { OTEL_EXPORTER_OTLP_PROTOCOL: protocol }),
    ...row.with,
    ...(value === undefined ? {} : { [variable]: value }),
  };
}
