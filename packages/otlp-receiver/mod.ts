/**
 * Receivers for OTLP: servers for OTLP/HTTP and OTLP/gRPC that hand decoded records to a callback
 * and answer by the rules of the protocol. They listen on the loopback interface by default.
 *
 * What a callback returns says what the sender is told: {@linkcode accept}, {@linkcode partial},
 * {@linkcode retry} or {@linkcode refuse}. Nothing is as `accept()`.
 *
 * `@otel-deno/otlp-receiver/testing` has a receiver that misbehaves.
 *
 * @example
 * ```ts
 * import { startHttpReceiver } from "@otel-deno/otlp-receiver";
 * import { match } from "node:assert/strict";
 *
 * await using receiver = await startHttpReceiver({
 *   port: 0,
 *   onTraces: ({ request }) => console.log(request.resourceSpans),
 * });
 * match(receiver.endpoint, /^http:\/\/127\.0\.0\.1:\d+$/);
 * ```
 *
 * @module
 */

export type { ExportHandlers, HandlerResult } from "./export_handlers.ts";
export type {
  ExportContext,
  ExportRequest,
  LogsExport,
  MetricsExport,
  RawExport,
  Signal,
  TracesExport,
} from "./export_request.ts";
export type { CorsOptions } from "./http/cors_headers.ts";
export { createHttpHandler, type HttpHandlerOptions } from "./http/create_http_handler.ts";
export type { IntakeOptions } from "./intake/intake_options.ts";
export type { ListenOptions, Receiver, ReceiverTls } from "./receiver.ts";
export { type GrpcReceiverOptions, startGrpcReceiver } from "./start_grpc_receiver.ts";
export { type HttpReceiverOptions, startHttpReceiver } from "./start_http_receiver.ts";
export { startReceiver } from "./start_receiver.ts";
export { accept } from "./verdict/accept.ts";
export type { NonRetryableCode } from "./verdict/non_retryable_status.ts";
export { partial } from "./verdict/partial.ts";
export { refuse } from "./verdict/refuse.ts";
export { retry, type RetryOptions } from "./verdict/retry.ts";
export type { Verdict } from "./verdict/verdict.ts";
