import { frameGrpcMessage } from "@otel-deno/otlp/grpc";
import { describeDestination } from "../describe_destination.ts";
import { compressGzip } from "./compress_gzip.ts";
import { explainRefusal } from "./explain_refusal.ts";
import { createHttpPoster } from "./http_poster.ts";
import { judgeGrpcAnswer } from "./judge_grpc_answer.ts";
import type { SendOptions, Signal, Transport, Verdict } from "../transport.ts";
import type { OtlpTransportConfig } from "../transport_config.ts";

const METHODS: Readonly<Record<Signal, string>> = {
  traces: "/opentelemetry.proto.collector.trace.v1.TraceService/Export",
  metrics: "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export",
  logs: "/opentelemetry.proto.collector.logs.v1.LogsService/Export",
};

/**
 * OTLP over gRPC: one unary call a payload.
 *
 * A unary call is one exchange over HTTP/2, and Deno's `fetch` speaks that. `@grpc/grpc-js` builds on
 * `node:http2` instead, and there Deno 2.9 ends the whole process, beyond any `catch`, when a
 * receiver says GOAWAY, as every Collector does that is restarted
 * ({@link https://github.com/denoland/deno/issues/36788 | denoland/deno#36788}).
 *
 * @see {@link https://opentelemetry.io/docs/specs/otlp/#otlpgrpc}
 * @see {@link https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md | gRPC over HTTP/2}
 */
export function createOtlpGrpcTransport(config: OtlpTransportConfig): Transport {
  const poster = createHttpPoster(config, { http2Only: true });
  const base = URL.parse(config.endpoint)?.origin ?? config.endpoint;
  const compressed = config.compression === "gzip";

  async function send(
    payload: Uint8Array,
    { signal, timeoutMillis = config.timeoutMillis }: SendOptions,
  ): Promise<Verdict> {
    const answer = await poster.post(base + METHODS[signal], {
      headers: {
        "content-type": "application/grpc",
        "te": "trailers",
        "grpc-timeout": formatTimeout(Math.min(timeoutMillis, config.timeoutMillis)),
        "grpc-accept-encoding": "identity",
        ...(compressed ? { "grpc-encoding": "gzip" } : {}),
      },
      body: frameGrpcMessage(compressed ? await compressGzip(payload) : payload, { compressed }),
      timeoutMillis,
    });
    if ("outcome" in answer) return answer;
    return explainRefusal(judgeGrpcAnswer(answer, signal), config.headers);
  }

  return { destination: describeDestination(config.endpoint), send, close: () => poster.close() };
}

/** At most eight digits and a unit, says the protocol. */
function formatTimeout(milliseconds: number): string {
  return milliseconds < 1e8 ? `${milliseconds}m` : `${Math.ceil(milliseconds / 1000)}S`;
}
