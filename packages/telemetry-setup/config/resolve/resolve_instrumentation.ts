import type { ConfigurationModel } from "@opentelemetry/configuration";
import type { EnvSettings } from "../create_env_settings.ts";
import { Sourced, type WithSources } from "../sourced.ts";

/** The part of the model that instrumentations of every language have in common. */
export type InstrumentationModel = NonNullable<ConfigurationModel["instrumentation/development"]>;

/**
 * Resolves what instrumentations record: conventions, captured headers, known methods, redaction.
 *
 * @see {@link https://opentelemetry.io/docs/specs/semconv/http/http-spans/}
 */
export function resolveInstrumentation(settings: EnvSettings): WithSources<InstrumentationModel> {
  const list = (name: Parameters<EnvSettings["list"]>[0]) => Sourced.of(settings.list(name));
  const known_methods = list("OTEL_INSTRUMENTATION_HTTP_KNOWN_METHODS");
  const optIn = settings.choices("OTEL_SEMCONV_STABILITY_OPT_IN");
  const captured = (side: "CLIENT" | "SERVER") => ({
    request_captured_headers: list(`OTEL_INSTRUMENTATION_HTTP_CAPTURE_HEADERS_${side}_REQUEST`),
    response_captured_headers: list(`OTEL_INSTRUMENTATION_HTTP_CAPTURE_HEADERS_${side}_RESPONSE`),
    known_methods,
  });
  return {
    general: {
      http: { client: captured("CLIENT"), server: captured("SERVER") },
      sanitization: {
        url: { sensitive_query_parameters: list("OTEL_DENO_SENSITIVE_QUERY_PARAMETERS") },
      },
      stability_opt_in_list: new Sourced(optIn.value.join(","), optIn.source),
    },
  };
}
