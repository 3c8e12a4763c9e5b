import type { SeverityNumberConfigModel } from "@opentelemetry/configuration";
import type { Entity } from "./parse/parse_entities.ts";

/**
 * Our own settings: `distribution.otel_deno` of the model. Bytes are integers, times milliseconds;
 * the table of variables says what each is for.
 */
export interface OtelDenoModel {
  readonly strict: boolean;
  readonly mode: "replace" | "augment";
  /** Names of instrumentations; `*` is all. */
  readonly disabled_instrumentations: readonly string[];
  /** Names of instrumentations; `*` is all. */
  readonly enabled_instrumentations: readonly string[];
  /** Regular expressions, searched in the URL. */
  readonly excluded_urls: readonly string[];
  /** The same for received requests; what holds, wherever it comes from. */
  readonly http_server_excluded_urls: readonly string[];
  /** The same for sent requests; what holds, wherever it comes from. */
  readonly http_client_excluded_urls: readonly string[];
  /** Regular expressions, searched in names of captured headers in any case. */
  readonly sanitized_headers: readonly string[];
  readonly trust_proxy: boolean;
  /** Whether log records of the app's loggers are exported. */
  readonly log_auto_instrumentation: boolean;
  /** The least severe log records that are exported; `trace` is all. */
  readonly log_level: NonNullable<SeverityNumberConfigModel>;
  readonly log_correlation: boolean;
  readonly log_code_attributes: boolean;
  /** The format of printed log lines; `null` is the loggers' own. */
  readonly log_format: string | null;
  /** Exceptions as log records, instead of or beside events; `null` is events only. */
  readonly exception_signal_opt_in: "logs" | "logs/dup" | null;
  readonly self_metrics: boolean;
  readonly delivery: "worker" | "inline";
  readonly fast_path: boolean;
  readonly queue_bytes: number;
  readonly spool_dir: string | null;
  readonly spool_max_bytes: number;
  readonly spool_max_age: number;
  /** `null` is what suits the other settings: 2000 with a spool folder, 3000 without. */
  readonly exit_timeout: number | null;
  readonly viewer_port: number;
  readonly middleware_spans: boolean;
  readonly first_byte_event: boolean;
  readonly broadcast_channel: boolean;
  readonly http_extra_metrics: boolean;
  /** The app that `deno serve` was asked for; set by `instrument`. */
  readonly serve_app: string | null;
  /** Entities that the resource belongs to. */
  readonly entities: readonly Entity[];
}
