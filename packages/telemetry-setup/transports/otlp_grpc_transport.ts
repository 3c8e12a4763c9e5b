import { Buffer } from "node:buffer";
import type { Client, Metadata, ServiceError } from "@grpc/grpc-js";
import { describeDestination } from "./describe_destination.ts";
import { endpointHost } from "./endpoint_host.ts";
import { parsePartialSuccess } from "./parse_partial_success.ts";
import { parseRetryInfo } from "./parse_retry_info.ts";
import { setHeaders } from "./set_headers.ts";
import type { SendOptions, Signal, Transport, Verdict } from "./transport.ts";
import type { OtlpTransportConfig } from "./transport_config.ts";

const METHODS: Readonly<Record<Signal, string>> = {
  traces: "/opentelemetry.proto.collector.trace.v1.TraceService/Export",
  metrics: "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export",
  logs: "/opentelemetry.proto.collector.logs.v1.LogsService/Export",
};

/**
 * gRPC status codes that may be retried: CANCELLED, DEADLINE_EXCEEDED, ABORTED, OUT_OF_RANGE,
 * UNAVAILABLE and DATA_LOSS. RESOURCE_EXHAUSTED (8) only where the receiver says when.
 */
const RETRYABLE_CODES = new Set([1, 4, 10, 11, 14, 15]);
const RESOURCE_EXHAUSTED = 8;

/** A payload is already what stands on the wire; grpc-js takes nothing but a Buffer of it. */
const toBuffer = (bytes: Uint8Array): Buffer =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/**
 * OTLP over gRPC: one unary call a payload. `@grpc/grpc-js` (the only kept gRPC client for
 * JavaScript; works on Deno) is loaded with the first payload, as it takes a while.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otlp/#otlpgrpc}
 */
export function createOtlpGrpcTransport(config: OtlpTransportConfig): Transport {
  let connection: Promise<{ client: Client; metadata: Metadata }> | undefined;
  let closed = false;

  async function connect(): Promise<{ client: Client; metadata: Metadata }> {
    const grpc = await import("@grpc/grpc-js");
    const metadata = new grpc.Metadata();
    setHeaders(config.headers, (name, value) => metadata.set(name, value));
    const credentials = config.endpoint.startsWith("https:")
      ? grpc.credentials.createSsl()
      : grpc.credentials.createInsecure();
    const client = new grpc.Client(`dns:${endpointHost(config.endpoint)}`, credentials, {
      "grpc.primary_user_agent": config.userAgent,
      "grpc.default_compression_algorithm": config.compression === "gzip" ? 2 : 0,
      // Back-off is ours; a channel that waits for its own keeps failing after the receiver is back.
      "grpc.initial_reconnect_backoff_ms": 100,
      "grpc.max_reconnect_backoff_ms": 1000,
    });
    return { client, metadata };
  }

  async function send(payload: Uint8Array, options: SendOptions): Promise<Verdict> {
    if (closed) return { outcome: "refused", reason: "the transport is closed" };
    try {
      const { client, metadata } = await (connection ??= connect());
      const deadline = Date.now() + config.timeoutMillis;
      const answer = await new Promise<Uint8Array | ServiceError>((resolve) => {
        client.makeUnaryRequest(
          METHODS[options.signal],
          toBuffer,
          (bytes) => bytes,
          payload,
          metadata,
          { deadline },
          (error, response) => resolve(error ?? response ?? new Uint8Array()),
        );
      });
      if (answer instanceof Error) return judge(answer);
      const partial = await parsePartialSuccess(answer, {
        signal: options.signal,
        contentType: "application/x-protobuf",
      });
      return { outcome: "accepted", ...partial };
    } catch (error) {
      return { outcome: "refused", reason: error instanceof Error ? error.message : String(error) };
    }
  }

  function judge(error: ServiceError): Verdict {
    const reason = /ECONNREFUSED/.test(error.message)
      ? "connection refused"
      : error.code === 4
      ? `no answer within ${config.timeoutMillis} ms`
      : `gRPC status ${error.code} (${error.details.slice(0, 200)})`;
    const afterMs = parseRetryInfo(error.metadata.get("grpc-status-details-bin")[0]);
    const throttled = afterMs !== undefined && error.code === RESOURCE_EXHAUSTED;
    if (!throttled && !RETRYABLE_CODES.has(error.code)) return { outcome: "refused", reason };
    return { outcome: "retry", reason, ...(afterMs === undefined ? {} : { afterMs }) };
  }

  return {
    destination: describeDestination(config.endpoint),
    send,
    close() {
      closed = true;
      connection?.then(({ client }) => client.close()).catch(() => {});
    },
  };
}
