import type { HttpHandlerOptions } from "./http/create_http_handler.ts";
import type { ListenOptions, Receiver } from "./receiver.ts";
import { startServer } from "./server/start_server.ts";

/** Options of {@linkcode startHttpReceiver}. */
export interface HttpReceiverOptions extends HttpHandlerOptions, ListenOptions {}

/**
 * Starts a receiver for OTLP/HTTP: {@linkcode createHttpHandler} on a port of the loopback
 * interface, or another one. It speaks HTTP/1.1, with TLS also HTTP/2; without TLS,
 * {@linkcode startReceiver} speaks both.
 *
 * @param options Who takes what comes in, where to listen, and what a request may ask for.
 * @returns The receiver, listening. Disposing of it takes no more requests and answers those that it
 * has.
 * @throws {Error} If it cannot listen there.
 * @throws {TypeError} If other machines could send without a token.
 * @see {@link https://opentelemetry.io/docs/specs/otlp/#otlphttp | OTLP/HTTP}
 *
 * @example
 * ```ts
 * import { startHttpReceiver } from "@otel-deno/otlp-receiver";
 * import { equal } from "node:assert/strict";
 *
 * await using receiver = await startHttpReceiver({
 *   port: 0,
 *   onExport({ signal, contentType, bytes }) {
 *     equal(`${signal} ${contentType} ${bytes.length}`, "logs application/json 19");
 *   },
 * });
 * const response = await fetch(`${receiver.endpoint}/v1/logs`, {
 *   method: "POST",
 *   headers: { "content-type": "application/json" },
 *   body: '{"resourceLogs":[]}',
 * });
 * equal(await response.text(), "{}");
 * ```
 */
export function startHttpReceiver(options: HttpReceiverOptions): Promise<Receiver> {
  return startServer({ ...options, port: options.port ?? 4318, protocols: ["http"] });
}
