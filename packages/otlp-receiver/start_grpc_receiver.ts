import type { IntakeOptions } from "./intake/intake_options.ts";
import type { ListenOptions, Receiver } from "./receiver.ts";
import { startServer } from "./server/start_server.ts";

/** Options of {@linkcode startGrpcReceiver}. */
export interface GrpcReceiverOptions extends IntakeOptions, ListenOptions {}

/**
 * Starts a receiver for OTLP/gRPC on a port of the loopback interface, or another one. Messages may
 * be compressed with gzip or deflate; their size is bounded before and after.
 *
 * @param options Who takes what comes in, where to listen, and what a request may ask for.
 * @returns The receiver, listening. Disposing of it takes no more requests and answers those that it
 * has.
 * @throws {Error} If it cannot listen there.
 * @throws {TypeError} If other machines could send without a token.
 * @see {@link https://opentelemetry.io/docs/specs/otlp/#otlpgrpc | OTLP/gRPC}
 *
 * @example
 * ```ts
 * import { partial, startGrpcReceiver } from "@otel-deno/otlp-receiver";
 * import { match } from "node:assert/strict";
 *
 * await using receiver = await startGrpcReceiver({
 *   port: 0,
 *   onTraces: () => partial(1, "too old"),
 * });
 * match(receiver.endpoint, /^http:\/\/127\.0\.0\.1:\d+$/);
 * ```
 */
export function startGrpcReceiver(options: GrpcReceiverOptions): Promise<Receiver> {
  return startServer({ ...options, port: options.port ?? 4317, protocols: ["grpc"] });
}
