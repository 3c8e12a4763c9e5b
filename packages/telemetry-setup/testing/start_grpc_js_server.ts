import { Buffer } from "node:buffer";

/** A google.rpc.Status whose only detail is a RetryInfo with a delay of 2.5 s. */
export const RETRY_INFO: Uint8Array = wrap(0x1a, [
  ...wrap(0x0a, new TextEncoder().encode("type.googleapis.com/google.rpc.RetryInfo")),
  ...wrap(0x12, wrap(0x0a, [0x08, 2, 0x10, 0x80, 0xca, 0xb5, 0xee, 0x01])),
]);

/** A protobuf field of bytes, shorter than 128 bytes. */
function wrap(tag: number, bytes: Iterable<number>): Uint8Array {
  const content = [...bytes];
  return new Uint8Array([tag, content.length, ...content]);
}

/** A receiver that knows two of the three signals. */
export interface GrpcJsServer extends AsyncDisposable {
  readonly endpoint: string;
  readonly payloads: readonly Uint8Array[];
}

/**
 * Starts a receiver with the gRPC server of `@grpc/grpc-js`: it answers traces with a partial
 * success and logs with status UNAVAILABLE and RetryInfo, and it knows no metrics.
 */
export async function startGrpcJsServer(): Promise<GrpcJsServer> {
  // Loading it takes permissions.
  const { Metadata, Server, ServerCredentials, status } = await import("@grpc/grpc-js");
  const payloads: Uint8Array[] = [];
  const server = new Server();
  const define = (service: string) => {
    const asIs = (bytes: Buffer) => bytes;
    return {
      Export: {
        path: `/opentelemetry.proto.collector.${service}/Export`,
        requestStream: false,
        responseStream: false,
        requestSerialize: asIs,
        requestDeserialize: asIs,
        responseSerialize: asIs,
        responseDeserialize: asIs,
      },
    };
  };
  server.addService(define("trace.v1.TraceService"), {
    Export(call: { request: Buffer }, respond: (error: null, response: Buffer) => void) {
      payloads.push(new Uint8Array(call.request));
      respond(null, Buffer.from([0x0a, 0x06, 0x08, 0x07, 0x12, 0x02, 0x6e, 0x6f]));
    },
  });
  server.addService(define("logs.v1.LogsService"), {
    Export(_call: unknown, respond: (error: object) => void) {
      const metadata = new Metadata();
      metadata.set("grpc-status-details-bin", Buffer.from(RETRY_INFO));
      respond({ code: status.UNAVAILABLE, details: "später, maybe 100 %", metadata });
    },
  });
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync(
      "127.0.0.1:0",
      ServerCredentials.createInsecure(),
      (error, port) => error === null ? resolve(port) : reject(error),
    )
  );
  return {
    endpoint: `http://127.0.0.1:${port}`,
    payloads,
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.tryShutdown(() => resolve())),
  };
}
