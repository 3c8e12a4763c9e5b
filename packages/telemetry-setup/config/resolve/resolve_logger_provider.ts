import type {
  LoggerProviderConfigModel,
  LogRecordExporterConfigModel,
  LogRecordProcessorConfigModel,
} from "@opentelemetry/configuration";
import type { EnvSettings } from "../create_env_settings.ts";
import { resolveBatchSettings } from "./resolve_batch_settings.ts";
import type { Limits } from "./resolve_limits.ts";
import { resolveOtlpExporter } from "./resolve_otlp_exporter.ts";
import { Sourced, type WithSources } from "../sourced.ts";

/**
 * Resolves where log records go.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/#exporter-selection}
 */
export function resolveLoggerProvider(
  settings: EnvSettings,
  limits: Limits["logRecords"],
): WithSources<LoggerProviderConfigModel> {
  const batch = resolveBatchSettings(settings, "OTEL_BLRP");
  const otlp = resolveOtlpExporter(settings, "logs");
  const { value: names, source } = settings.choices("OTEL_LOGS_EXPORTER");
  const exporters: Record<typeof names[number], WithSources<LogRecordExporterConfigModel>> = {
    otlp,
    console: { console: {} },
    "otlp/stdout": { "otlp_file/development": { output_stream: new Sourced("stdout", source) } },
  };
  const processors = names.map((name): WithSources<LogRecordProcessorConfigModel> => {
    const exporter = exporters[name];
    return name === "console" ? { simple: { exporter } } : { batch: { ...batch, exporter } };
  });
  return {
    processors: new Sourced<LogRecordProcessorConfigModel[]>(processors, source, names),
    limits,
  };
}
