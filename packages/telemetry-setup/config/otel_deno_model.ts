import type { SeverityNumberConfigModel } from "@opentelemetry/configuration";
import type { Entity } from "./parse/parse_entities.ts";

/**
 * Our own settings: `distribution.otel_deno` of the model. Bytes are integers, times milliseconds;
 * the table of variables says what each is for.
 */
export interface OtelDenoModel {
  /** Whether the process ends with 2 where a setting cannot be used. @default false */
  readonly strict: boolean;
  /** What becomes of Deno's own telemetry. @default "replace" */
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
  /** Whether `Forwarded` headers are believed. @default false */
  readonly trust_proxy: boolean;
  /** Whether log records of the app's loggers are exported. */
  readonly log_auto_instrumentation: boolean;
  /** The least severe log records that are exported; `trace` is all. */
  readonly log_level: NonNullable<SeverityNumberConfigModel>;
  /** Whether printed log lines carry trace and span id. */
  readonly log_correlation: boolean;
  /** Whether log records tell where in the code they come from. @default false */
  readonly log_code_attributes: boolean;
  /** The format of printed log lines; `null` is the loggers' own. */
  readonly log_format: string | null;
  /** Exceptions as log records, instead of or beside events; `null` is events only. */
  readonly exception_signal_opt_in: "logs" | "logs/dup" | null;
  /** Whether `otel.sdk.*` metrics are recorded. @default false */
  readonly self_metrics: boolean;
  /** Whether a thread of its own sends. @default "worker" */
  readonly delivery: "worker" | "inline";
  /** Whether inner functions of Deno may be used. @default true */
  readonly fast_path: boolean;
  /** Memory of the delivery queue, in bytes. @default 33554432 */
  readonly queue_bytes: number;
  /** Folder that keeps what cannot be sent; `null` is none. */
  readonly spool_dir: string | null;
  /** Largest size of that folder, in bytes. @default 536870912 */
  readonly spool_max_bytes: number;
  /** How long something is kept there, in milliseconds. @default 86400000 */
  readonly spool_max_age: number;
  /** `null` is what suits the other settings: 2000 with a spool folder, 3000 without. */
  readonly exit_timeout: number | null;
  /** Port of the viewer. @default 4319 */
  readonly viewer_port: number;
  /** Whether each middleware is a span. @default false */
  readonly middleware_spans: boolean;
  /** Whether the first byte of a response is an event. @default false */
  readonly first_byte_event: boolean;
  /** Whether messages of `BroadcastChannel` carry the context. @default false */
  readonly broadcast_channel: boolean;
  /** Whether HTTP metrics beyond the stable ones are recorded. @default false */
  readonly http_extra_metrics: boolean;
  /** Names of channels of `node:diagnostics_channel` that are recorded. @default none */
  readonly diagnostics_channels: readonly string[];
  /** Fields of their messages that become attributes. @default none */
  readonly diagnostics_channel_fields: readonly string[];
  /** Entities that the resource belongs to. */
  readonly entities: readonly Entity[];
}
