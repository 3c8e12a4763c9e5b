import type { Metadata, ServerUnaryCall, ServiceDefinition, StatusObject } from "@grpc/grpc-js";
import type { DecodeOptions } from "@otel-deno/otlp";
import { Buffer } from "node:buffer";
import { encodeSuccess } from "./encode_success.ts";
import { endpointOf, hostOf } from "./endpoint_of.ts";
import type { ExportHandlers } from "./export_handlers.ts";
import { encodeRetryStatus } from "./grpc/encode_retry_status.ts";
import { listenError } from "./listen_error.ts";
import { isHandled, receiveExport } from "./receive_export.ts";
import type { ListenOptions, Receiver } from "./receiver.ts";
import { SIGNAL_ENDPOINTS } from "./signal_endpoints.ts";
import type { Verdict } from "./verdict/verdict.ts";

/** Options of {@linkcode startGrpcReceiver}. */
export interface GrpcReceiverOptions extends ExportHandlers, DecodeOptions, ListenOptions {}

type Respond = (error: Partial<StatusObject> | null, message?: Uint8Array) => void;

const MAX_BYTES = 64 * 1024 * 1024;

/**
 * Starts a receiver for OTLP/gRPC on a port of the loopback interface, or another one. Messages may
 * be compressed with gzip or deflate; their size is bounded before and after. Loads `@grpc/grpc-js`,
 * which reads the environment.
 *
 * @param options Who takes what comes in, where to listen, and what a request may ask for.
 * @returns The receiver, listening. Disposing of it takes no more requests and answers those that it
 * has.
 * @throws {Error} If it cannot listen there.
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
export async function startGrpcReceiver(options: GrpcReceiverOptions): Promise<Receiver> {
  const { hostname = "127.0.0.1", port = 4317, tls, closeTimeoutMillis = 5000 } = options;
  const { Metadata, Server, ServerCredentials } = await import("@grpc/grpc-js");
  const server = new Server({
    "grpc.max_receive_message_length": options.maxBytes ?? MAX_BYTES,
  });
  for (const { signal, method } of SIGNAL_ENDPOINTS) {
    if (!isHandled(signal, options)) continue;
    server.addService(serviceOf(method), {
      async Export({ request, metadata }: ServerUnaryCall<Buffer, Uint8Array>, respond: Respond) {
        const context = {
          transport: "grpc",
          headers: headersOf(metadata),
          contentType: "application/grpc",
          bytes: new Uint8Array(request.buffer, request.byteOffset, request.length),
        } as const;
        const verdict = await receiveExport({ signal, encoding: "protobuf", context }, options);
        if (verdict.outcome === "accepted") {
          return respond(null, encodeSuccess(verdict, { signal, encoding: "protobuf" }));
        }
        const { code, message: details } = verdict;
        respond({ code, details, metadata: detailsOf(verdict, new Metadata()) });
      },
    });
  }
  const credentials = tls === undefined
    ? ServerCredentials.createInsecure()
    : ServerCredentials.createSsl(
      // Never null: grpc-js would take a bundle that the environment may name, and Deno sends the
      // names of all its authorities to each client, which is more than a handshake may hold.
      Buffer.from(tls.clientCa ?? tls.cert),
      [{ cert_chain: Buffer.from(tls.cert), private_key: Buffer.from(tls.key) }],
      tls.clientCa !== undefined,
    );
  const bound = await new Promise<number>((resolve, reject) =>
    server.bindAsync(
      `${hostOf(hostname)}:${port}`,
      credentials,
      (error, port) => error === null ? resolve(port) : reject(error),
    )
  ).catch((error) => {
    server.forceShutdown();
    throw listenError(error, { hostname, port });
  });
  let closed: Promise<void> | undefined;
  return {
    endpoint: endpointOf({ hostname, port: bound, secure: tls !== undefined }),
    hostname,
    port: bound,
    [Symbol.asyncDispose]: () =>
      closed ??= new Promise((resolve) => {
        // A call that never ends would keep it open.
        const timer = setTimeout(() => server.forceShutdown(), closeTimeoutMillis);
        server.tryShutdown(() => {
          clearTimeout(timer);
          resolve();
        });
      }),
  };
}

function serviceOf(path: string): ServiceDefinition {
  const asIs = (bytes: Buffer) => bytes;
  return {
    Export: {
      path,
      requestStream: false,
      responseStream: false,
      requestSerialize: asIs,
      requestDeserialize: asIs,
      responseSerialize: (bytes: Uint8Array) => Buffer.from(bytes),
      responseDeserialize: asIs,
    },
  };
}

function headersOf(metadata: Metadata): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(metadata.toHttp2Headers())) {
    for (const one of [value ?? []].flat()) headers.append(name, String(one));
  }
  return headers;
}

/** Where the time to wait stands. */
function detailsOf(
  verdict: Exclude<Verdict, { readonly outcome: "accepted" }>,
  metadata: Metadata,
): Metadata {
  if (verdict.outcome === "retry" && verdict.afterMs !== undefined) {
    const { code, message, afterMs } = verdict;
    const details = encodeRetryStatus({ code, message, afterMs });
    metadata.set("grpc-status-details-bin", Buffer.from(details));
  }
  return metadata;
}
