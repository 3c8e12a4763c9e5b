import type { HttpReceiverOptions } from "./start_http_receiver.ts";
import type { Receiver } from "./receiver.ts";
import { startServer } from "./server/start_server.ts";

/**
 * Starts a receiver for OTLP/HTTP and OTLP/gRPC on one port: what comes in says by its first bytes,
 * or by its headers, what it is. It speaks HTTP/1.1 and HTTP/2, with TLS and without.
 *
 * @param options Who takes what comes in, where to listen (`port` is 4318 by default), and what a
 * request may ask for.
 * @returns The receiver, listening. Disposing of it takes no more requests and answers those that it
 * has.
 * @throws {Error} If it cannot listen there.
 * @throws {TypeError} If other machines could send without a token.
 * @see {@link https://opentelemetry.io/docs/specs/otlp/ | OTLP}
 *
 * @example
 * ```ts
 * import { startReceiver } from "@otel-deno/otlp-receiver";
 * import { deepEqual } from "node:assert/strict";
 *
 * const transports: string[] = [];
 * await using receiver = await startReceiver({
 *   port: 0,
 *   onExport: ({ transport }) => void transports.push(transport),
 * });
 * const response = await fetch(`${receiver.endpoint}/v1/logs`, {
 *   method: "POST",
 *   headers: { "content-type": "application/json" },
 *   body: '{"resourceLogs":[]}',
 * });
 * await response.body?.cancel();
 * deepEqual(transports, ["http"]);
 * ```
 */
export function startReceiver(options: HttpReceiverOptions): Promise<Receiver> {
  return startServer({ ...options, port: options.port ?? 4318, protocols: ["http", "grpc"] });
}
