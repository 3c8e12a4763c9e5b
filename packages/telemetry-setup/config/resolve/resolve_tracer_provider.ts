import type {
  SpanExporterConfigModel,
  SpanProcessorConfigModel,
  TracerProviderConfigModel,
} from "@opentelemetry/configuration";
import type { EnvSettings } from "../create_env_settings.ts";
import { maskUrl } from "../mask_url.ts";
import { parseHttpEndpoint } from "../parse/parse_http_endpoint.ts";
import { resolveBatchSettings } from "./resolve_batch_settings.ts";
import type { Limits } from "./resolve_limits.ts";
import { resolveOtlpExporter } from "./resolve_otlp_exporter.ts";
import { resolveSampler } from "./resolve_sampler.ts";
import { type Setting, Sourced, type WithSources } from "../sourced.ts";

/**
 * Resolves which spans are recorded and where they go. Beside the model's own exporters there is
 * the plug-in `zipkin`, with `endpoint` and `timeout` in milliseconds.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/#exporter-selection}
 */
export function resolveTracerProvider(
  settings: EnvSettings,
  limits: Limits["spans"],
): WithSources<TracerProviderConfigModel> {
  // The exporters' settings are read also where nothing is exported with them: a mistake in them
  // is better told today than on the day when the exporter is changed.
  const batch = resolveBatchSettings(settings, "OTEL_BSP");
  const otlp = resolveOtlpExporter(settings, "traces");
  const zipkin = resolveZipkin(settings);
  const { value: names, source } = settings.choices("OTEL_TRACES_EXPORTER");
  const exporters: Record<typeof names[number], WithSources<SpanExporterConfigModel>> = {
    otlp,
    zipkin,
    console: { console: {} },
    "otlp/stdout": { "otlp_file/development": { output_stream: new Sourced("stdout", source) } },
  };
  const processors = names.map((name): WithSources<SpanProcessorConfigModel> => {
    const exporter = exporters[name];
    return name === "console" ? { simple: { exporter } } : { batch: { ...batch, exporter } };
  });
  return {
    processors: new Sourced<SpanProcessorConfigModel[]>(processors, source, names),
    limits,
    sampler: resolveSampler(settings),
  };
}

function resolveZipkin(settings: EnvSettings): WithSources<SpanExporterConfigModel> {
  const { value, source } = settings.read("OTEL_EXPORTER_ZIPKIN_ENDPOINT", {
    parse: parseHttpEndpoint,
    fallback: (): Setting<string> => ({
      value: "http://localhost:9411/api/v2/spans",
      source: "default",
    }),
  });
  return {
    zipkin: {
      endpoint: new Sourced(value, source, maskUrl(value)),
      timeout: Sourced.of(settings.number("OTEL_EXPORTER_ZIPKIN_TIMEOUT")),
    },
  };
}
