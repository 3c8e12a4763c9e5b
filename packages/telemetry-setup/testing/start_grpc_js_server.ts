import type { Metadata as MetadataType, ServiceDefinition, StatusObject } from "@grpc/grpc-js";
import { Buffer } from "node:buffer";

/** How a call ends: with a message, or with a code. */
export type GrpcJsAnswer =
  | Uint8Array
  | { readonly code: number; readonly details: string; readonly statusDetails?: string };

/** A server for gRPC. Disposing of it breaks its connections. */
export interface GrpcJsServer extends Disposable {
  readonly endpoint: string;
}

/**
 * Starts the server of `@grpc/grpc-js`, of which nothing is ours.
 *
 * @param methods What each method answers, by its path; `statusDetails` is in base64.
 */
export async function startGrpcJsServer(
  methods: Readonly<Record<string, (message: Uint8Array) => GrpcJsAnswer>>,
): Promise<GrpcJsServer> {
  const { Metadata, Server, ServerCredentials } = await import("@grpc/grpc-js");
  const server = new Server();
  for (const [path, answer] of Object.entries(methods)) {
    server.addService(serviceOf(path), {
      Export({ request }: { readonly request: Uint8Array }, respond: Respond) {
        const answered = answer(new Uint8Array(request));
        if (answered instanceof Uint8Array) return respond(null, answered);
        const { code, details, statusDetails } = answered;
        const metadata = new Metadata();
        if (statusDetails !== undefined) {
          metadata.set("grpc-status-details-bin", Buffer.from(statusDetails, "base64"));
        }
        respond({ code, details, metadata });
      },
    });
  }
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync(
      "127.0.0.1:0",
      ServerCredentials.createInsecure(),
      (error, port) => error === null ? resolve(port) : reject(error),
    )
  );
  return {
    endpoint: `http://127.0.0.1:${port}`,
    [Symbol.dispose]: () => server.forceShutdown(),
  };
}

type Respond = (
  error: Partial<StatusObject> & { metadata: MetadataType } | null,
  message?: Uint8Array,
) => void;

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
