import type { EnvVariable } from "../env_variable.ts";
import { INSTRUMENTATION_CHOICES } from "../instrumentation_names.ts";

/**
 * Names of the Python distribution, so that a set-up made for it runs unchanged. Each is told once,
 * with the name of ours that is meant.
 */
export const PYTHON_VARIABLES = [
  {
    name: "OTEL_PYTHON_LOG_AUTO_INSTRUMENTATION",
    type: "boolean",
    default: true,
    description: "Log records of the app's loggers are exported",
  },
  {
    name: "OTEL_PYTHON_LOGGING_AUTO_INSTRUMENTATION_ENABLED",
    type: "boolean",
    aliasOf: "OTEL_PYTHON_LOG_AUTO_INSTRUMENTATION",
    stability: "deprecated",
    description: "The older name of OTEL_PYTHON_LOG_AUTO_INSTRUMENTATION",
  },
  {
    name: "OTEL_PYTHON_LOG_FORMAT",
    type: "string",
    effective: false,
    description: "The format, in Python's words, of what its loggers print. Loggers here have " +
      "formats of their own; OTEL_DENO_LOG_CORRELATION adds the ids to what `console` prints",
  },
  {
    name: "OTEL_PYTHON_DISABLED_INSTRUMENTATIONS",
    type: "enumList",
    aliasOf: "OTEL_DENO_DISABLED_INSTRUMENTATIONS",
    values: INSTRUMENTATION_CHOICES,
    description: "Another name of OTEL_DENO_DISABLED_INSTRUMENTATIONS",
  },
  {
    name: "OTEL_PYTHON_EXCLUDED_URLS",
    type: "patternList",
    aliasOf: "OTEL_DENO_EXCLUDED_URLS",
    description: "Another name of OTEL_DENO_EXCLUDED_URLS",
  },
  {
    name: "OTEL_PYTHON_LOG_HANDLER_LEVEL",
    type: "enum",
    aliasOf: "OTEL_DENO_LOG_LEVEL",
    values: ["notset", "trace", "debug", "info", "warn", "warning", "error", "fatal", "critical"],
    description: "Another name of OTEL_DENO_LOG_LEVEL",
  },
  {
    name: "OTEL_PYTHON_LOG_LEVEL",
    type: "enum",
    aliasOf: "OTEL_DENO_LOG_LEVEL",
    values: ["notset", "trace", "debug", "info", "warn", "warning", "error", "fatal", "critical"],
    description: "Another name of OTEL_DENO_LOG_LEVEL",
  },
  {
    name: "OTEL_PYTHON_LOG_CORRELATION",
    type: "boolean",
    aliasOf: "OTEL_DENO_LOG_CORRELATION",
    description: "Another name of OTEL_DENO_LOG_CORRELATION",
  },
  {
    name: "OTEL_PYTHON_LOG_CODE_ATTRIBUTES",
    type: "boolean",
    aliasOf: "OTEL_DENO_LOG_CODE_ATTRIBUTES",
    description: "Another name of OTEL_DENO_LOG_CODE_ATTRIBUTES",
  },
] as const satisfies readonly EnvVariable[];
