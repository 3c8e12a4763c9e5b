import { frameGrpcMessage, unframeGrpcMessage } from "@otel-deno/otlp/grpc";

/** Options of {@linkcode fetchJaegerStrategy}. */
export interface JaegerClientOptions {
  /** `SamplingStrategyParameters`, encoded. */
  readonly request: Uint8Array;
  readonly timeoutMillis: number;
  readonly stopped: AbortSignal;
  readonly fetch: typeof fetch;
}

const METHOD = "/jaeger.api_v2.SamplingManager/GetSamplingStrategy";

/**
 * Asks a Jaeger or an OpenTelemetry Collector for the sampling strategy of a service.
 *
 * A unary call is one exchange over HTTP/2, and Deno's `fetch` speaks that; `@grpc/grpc-js` would
 * end the process on a GOAWAY
 * ({@link https://github.com/denoland/deno/issues/36788 | denoland/deno#36788}). The connection lives
 * as long as the call: what polls once a minute must not keep the process alive.
 *
 * @param endpoint `http://localhost:14250`, `https:` for TLS.
 * @throws {Error} If there is no answer, or one that is no success.
 * @see {@link https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md | gRPC over HTTP/2}
 */
export async function fetchJaegerStrategy(
  endpoint: string,
  { request, timeoutMillis, stopped, fetch }: JaegerClientOptions,
): Promise<Uint8Array> {
  using client = Deno.createHttpClient({ http1: false, http2: true });
  const response = await fetch(new URL(METHOD, endpoint), {
    method: "POST",
    headers: {
      "content-type": "application/grpc",
      "te": "trailers",
      "grpc-timeout": `${timeoutMillis}m`,
      "grpc-accept-encoding": "identity",
    },
    body: frameGrpcMessage(request, { compressed: false }),
    redirect: "error",
    signal: AbortSignal.any([stopped, AbortSignal.timeout(timeoutMillis)]),
    client,
  });
  const body = new Uint8Array(await response.arrayBuffer());
  return readAnswer(response, body);
}

/**
 * `fetch` shows no trailers, and the status that follows a message stands there. It is not needed:
 * a message comes with success only, and a failure without one has its status in the headers.
 */
function readAnswer({ status, headers }: Response, body: Uint8Array): Uint8Array {
  if (status !== 200) throw new Error(`HTTP status ${status}`);
  if (headers.get("content-type")?.startsWith("application/grpc") !== true) {
    throw new Error("no answer of gRPC");
  }
  const code = headers.get("grpc-status") ?? "0";
  if (code !== "0") {
    const message = headers.get("grpc-message")?.slice(0, 200) ?? "";
    throw new Error(`gRPC status ${code}${message === "" ? "" : ` (${message})`}`);
  }
  if (body.length === 0) throw new Error("a failure without a status that can be read");
  const answer = unframeGrpcMessage(body);
  if (answer === undefined || answer.compressed) throw new Error("an answer that cannot be read");
  return answer.message;
}
