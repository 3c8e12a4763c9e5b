import { ENV_VARIABLES, type EnvVariableName } from "../env_variables.ts";

/** Keys of `distribution.otel_deno`, and the variable that each is the same as. */
export const OWN_KEYS: ReadonlyMap<string, EnvVariableName> = new Map<string, EnvVariableName>([
  ...ENV_VARIABLES.map(({ name }) => name)
    .filter((name) => name.startsWith("OTEL_DENO_"))
    .map((name): [string, EnvVariableName] => [
      name.slice("OTEL_DENO_".length).toLowerCase(),
      name,
    ]),
  ["sanitized_headers", "OTEL_INSTRUMENTATION_HTTP_CAPTURE_HEADERS_SANITIZE_FIELDS"],
  ["log_auto_instrumentation", "OTEL_PYTHON_LOG_AUTO_INSTRUMENTATION"],
  ["log_format", "OTEL_PYTHON_LOG_FORMAT"],
  ["exception_signal_opt_in", "OTEL_SEMCONV_EXCEPTION_SIGNAL_OPT_IN"],
  ["entities", "OTEL_ENTITIES"],
]);
