import type { SeverityNumberConfigModel } from "@opentelemetry/configuration";
import type { EnvSettings } from "../create_env_settings.ts";
import type { EnvVariableChoice } from "../env_variables.ts";
import type { OtelDenoModel } from "../otel_deno_model.ts";
import { type Entity, parseEntities } from "../parse/parse_entities.ts";
import { resolveSpoolDir } from "./resolve_spool_dir.ts";
import { type Setting, Sourced, type WithSources } from "../sourced.ts";

/** Names of log levels in Deno's and Python's words, as the model's severities. */
const SEVERITIES = {
  notset: "trace",
  trace: "trace",
  debug: "debug",
  info: "info",
  warn: "warn",
  warning: "warn",
  error: "error",
  fatal: "fatal",
  critical: "fatal",
} as const satisfies Record<EnvVariableChoice<"OTEL_DENO_LOG_LEVEL">, SeverityNumberConfigModel>;

/** Resolves our own settings: the model's `distribution.otel_deno`. */
export function resolveDistribution(settings: EnvSettings): WithSources<OtelDenoModel> {
  const boolean = (name: Parameters<EnvSettings["boolean"]>[0]) =>
    Sourced.of(settings.boolean(name));
  const number = (name: Parameters<EnvSettings["number"]>[0]) => Sourced.of(settings.number(name));
  const list = (name: Parameters<EnvSettings["list"]>[0]) => Sourced.of(settings.list(name));
  const choices = (name: Parameters<EnvSettings["choices"]>[0]) =>
    Sourced.of<readonly string[]>(settings.choices(name));
  const text = (name: Parameters<EnvSettings["text"]>[0]) => Sourced.of(settings.text(name));
  const logLevel = settings.choice("OTEL_DENO_LOG_LEVEL");
  const fastPath = settings.choice("OTEL_DENO_FAST_PATH");
  return {
    strict: boolean("OTEL_DENO_STRICT"),
    mode: Sourced.of(settings.choice("OTEL_DENO_MODE")),
    disabled_instrumentations: choices("OTEL_DENO_DISABLED_INSTRUMENTATIONS"),
    enabled_instrumentations: choices("OTEL_DENO_ENABLED_INSTRUMENTATIONS"),
    excluded_urls: list("OTEL_DENO_EXCLUDED_URLS"),
    http_server_excluded_urls: list("OTEL_DENO_HTTP_SERVER_EXCLUDED_URLS"),
    http_client_excluded_urls: list("OTEL_DENO_HTTP_CLIENT_EXCLUDED_URLS"),
    sanitized_headers: list("OTEL_INSTRUMENTATION_HTTP_CAPTURE_HEADERS_SANITIZE_FIELDS"),
    trust_proxy: boolean("OTEL_DENO_TRUST_PROXY"),
    log_auto_instrumentation: boolean("OTEL_PYTHON_LOG_AUTO_INSTRUMENTATION"),
    log_level: new Sourced(SEVERITIES[logLevel.value], logLevel.source),
    log_correlation: boolean("OTEL_DENO_LOG_CORRELATION"),
    log_code_attributes: boolean("OTEL_DENO_LOG_CODE_ATTRIBUTES"),
    log_format: text("OTEL_PYTHON_LOG_FORMAT"),
    exception_signal_opt_in: Sourced.of<"logs" | "logs/dup" | null>(
      settings.choice("OTEL_SEMCONV_EXCEPTION_SIGNAL_OPT_IN"),
    ),
    self_metrics: boolean("OTEL_DENO_SELF_METRICS"),
    delivery: Sourced.of(settings.choice("OTEL_DENO_DELIVERY")),
    fast_path: new Sourced<boolean>(fastPath.value === "on", fastPath.source),
    queue_bytes: number("OTEL_DENO_QUEUE_BYTES"),
    spool_dir: Sourced.of(resolveSpoolDir(settings)),
    spool_max_bytes: number("OTEL_DENO_SPOOL_MAX_BYTES"),
    spool_max_age: number("OTEL_DENO_SPOOL_MAX_AGE"),
    exit_timeout: Sourced.of(settings.numberOrNull("OTEL_DENO_EXIT_TIMEOUT")),
    viewer_port: number("OTEL_DENO_VIEWER_PORT"),
    middleware_spans: boolean("OTEL_DENO_MIDDLEWARE_SPANS"),
    first_byte_event: boolean("OTEL_DENO_FIRST_BYTE_EVENT"),
    broadcast_channel: boolean("OTEL_DENO_BROADCAST_CHANNEL"),
    http_extra_metrics: boolean("OTEL_DENO_HTTP_EXTRA_METRICS"),
    diagnostics_channels: resolveChannels(settings),
    diagnostics_channel_fields: list("OTEL_DENO_DIAGNOSTICS_CHANNEL_FIELDS"),
    entities: Sourced.of(settings.read("OTEL_ENTITIES", {
      parse: parseEntities,
      fallback: (): Setting<readonly Entity[]> => ({ value: [], source: "default" }),
      describe: () => "none of it",
    })),
  };
}

function resolveChannels(settings: EnvSettings): Sourced<readonly string[]> {
  const name = "OTEL_DENO_DIAGNOSTICS_CHANNELS";
  const { value, source } = settings.list(name);
  const names = value.filter((channel) => channel !== "*");
  if (names.length < value.length) {
    settings.refuse(name, {
      expected: "the names of channels, as nobody knows all of them",
      used: names.join(",") || "none",
    });
  }
  return new Sourced(names, source);
}
