import type {
  ExporterTemporalityPreferenceConfigModel,
  MeterProviderConfigModel,
  MetricReaderConfigModel,
  PushMetricExporterConfigModel,
} from "@opentelemetry/configuration";
import type { EnvSettings } from "../create_env_settings.ts";
import type { EnvVariableChoice } from "../env_variables.ts";
import { resolveOtlpExporter } from "./resolve_otlp_exporter.ts";
import { type Setting, Sourced, type WithSources } from "../sourced.ts";

/** The console is for people who wait in front of it. */
const CONSOLE_INTERVAL_MS = 10_000;

const TEMPORALITIES = {
  cumulative: "cumulative",
  delta: "delta",
  lowmemory: "low_memory",
} as const satisfies Record<
  EnvVariableChoice<"OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE">,
  ExporterTemporalityPreferenceConfigModel
>;

/**
 * Resolves where metrics go, or who may fetch them.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/#exporter-selection}
 */
export function resolveMeterProvider(
  settings: EnvSettings,
): WithSources<MeterProviderConfigModel> {
  const { value: names, source } = settings.choices("OTEL_METRICS_EXPORTER");
  const interval = settings.number("OTEL_METRIC_EXPORT_INTERVAL");
  const timeout = Sourced.of(settings.number("OTEL_METRIC_EXPORT_TIMEOUT"));
  const aggregated = aggregationSettings(settings);
  const otlp = resolveOtlpExporter(settings, "metrics");
  const prometheus: WithSources<MetricReaderConfigModel> = {
    pull: {
      exporter: {
        "prometheus/development": {
          host: Sourced.of(settings.text("OTEL_EXPORTER_PROMETHEUS_HOST")),
          port: Sourced.of(settings.number("OTEL_EXPORTER_PROMETHEUS_PORT")),
        },
      },
    },
  };
  const periodic = (exporter: WithSources<PushMetricExporterConfigModel>, every = interval) => ({
    periodic: { interval: Sourced.of(every), timeout, exporter },
  });
  const console: Setting<number> = interval.source === "default"
    ? { value: CONSOLE_INTERVAL_MS, source: "default" }
    : interval;
  const readers: Record<typeof names[number], WithSources<MetricReaderConfigModel>> = {
    otlp: periodic(
      "otlp_grpc" in otlp
        ? { otlp_grpc: { ...otlp.otlp_grpc, ...aggregated } }
        : { otlp_http: { ...otlp.otlp_http, ...aggregated } },
    ),
    console: periodic({ console: {} }, console),
    "otlp/stdout": periodic({
      "otlp_file/development": { output_stream: new Sourced("stdout", source), ...aggregated },
    }),
    prometheus,
  };
  return {
    readers: new Sourced<MetricReaderConfigModel[]>(
      names.map((name) => readers[name]),
      source,
      names,
    ),
    exemplar_filter: Sourced.of(settings.choice("OTEL_METRICS_EXEMPLAR_FILTER")),
  };
}

function aggregationSettings(settings: EnvSettings) {
  const temporality = settings.choice("OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE");
  return {
    temporality_preference: new Sourced<ExporterTemporalityPreferenceConfigModel>(
      TEMPORALITIES[temporality.value],
      temporality.source,
    ),
    default_histogram_aggregation: Sourced.of(
      settings.choice("OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION"),
    ),
  };
}
