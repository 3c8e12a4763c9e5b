import { gunzipSync } from "node:zlib";
import type { RecordedRequest } from "@otel-deno/otlp-receiver/testing";

type ReceivedRequest = Omit<RecordedRequest, "index" | "method">;

/** A receiver for gRPC that keeps what it gets. */
export interface GrpcSink extends AsyncDisposable {
  /** Scheme, host and port. */
  readonly endpoint: string;
  /** In order. */
  readonly requests: readonly ReceivedRequest[];
}

/**
 * Starts a receiver for OTLP over gRPC without TLS, by the runtime's own HTTP server: that of
 * `node:http2` may take the process with it where hundreds come and go (Deno 2.9).
 *
 * @param answers Whether it answers; otherwise it keeps clients waiting.
 */
export function startGrpcSink(answers: boolean): GrpcSink {
  const requests: ReceivedRequest[] = [];
  const closing = new AbortController();
  const closed = new Promise((resolve) => closing.signal.addEventListener("abort", resolve));
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, signal: closing.signal, onListen() {} },
    async (request) => {
      const body = await request.bytes();
      // What is not gRPC is kept as it is.
      const isGrpc = request.headers.get("content-type")?.startsWith("application/grpc") === true;
      const compressed = isGrpc && body[0] === 1;
      const message = isGrpc ? body.subarray(5) : body;
      requests.push({
        path: new URL(request.url).pathname,
        headers: Object.fromEntries(request.headers),
        payload: compressed ? new Uint8Array(gunzipSync(message)) : message,
        compressed,
      });
      if (!answers) await closed;
      // All in the headers, as gRPC allows where there is no message.
      return new Response(null, {
        headers: { "content-type": "application/grpc", "grpc-status": "0" },
      });
    },
  );
  return {
    endpoint: `http://127.0.0.1:${server.addr.port}`,
    requests,
    async [Symbol.asyncDispose]() {
      closing.abort();
      await server.finished;
    },
  };
}
