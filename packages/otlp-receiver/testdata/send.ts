import {
  decodeLogsResponse,
  decodeMetricsResponse,
  decodeRpcStatus,
  decodeTracesResponse,
  type OtlpEncoding,
} from "@otel-deno/otlp";
import assert from "node:assert/strict";
import type { Signal } from "../export_request.ts";

/** How a request is sent. */
export interface SendOptions {
  readonly transport: "http" | "grpc";
  readonly encoding: OtlpEncoding;
  readonly client: Deno.HttpClient;
  readonly signal: Signal;
  readonly headers?: Readonly<Record<string, string>>;
  /** How the body says that it is compressed. @default it is not */
  readonly compression?: string;
}

/** What a receiver answered. */
export type Answer =
  | { readonly outcome: "accepted"; readonly rejected: bigint; readonly message: string }
  | {
    readonly outcome: "failed";
    /** Over HTTP the status, over gRPC the code. */
    readonly status: number;
    /** The code in the body, over gRPC the same as `status`. */
    readonly code: number;
    readonly message: string;
    /** Over HTTP in seconds; over gRPC the details of the status in base64. */
    readonly retry: string | null;
  };

const CONTENT_TYPES = { protobuf: "application/x-protobuf", json: "application/json" };

/** Sends one message as it is written on the wire, by hand. */
export async function send(
  endpoint: string,
  message: Uint8Array<ArrayBuffer>,
  options: SendOptions,
): Promise<Answer> {
  return await (options.transport === "http" ? sendHttp : sendGrpc)(endpoint, message, options);
}

async function sendHttp(
  endpoint: string,
  body: Uint8Array<ArrayBuffer>,
  { encoding, client, signal, headers = {}, compression }: SendOptions,
): Promise<Answer> {
  const response = await fetch(`${endpoint}/v1/${signal}`, {
    client,
    method: "POST",
    headers: {
      "content-type": CONTENT_TYPES[encoding],
      ...(compression === undefined ? {} : { "content-encoding": compression }),
      ...headers,
    },
    body,
  });
  const bytes = await response.bytes();
  assert.equal(response.headers.get("content-type"), CONTENT_TYPES[encoding]);
  if (response.ok) return accepted(bytes, { signal, encoding });
  const { code, message } = decodeRpcStatus(bytes, encoding);
  const retry = response.headers.get("retry-after");
  return { outcome: "failed", status: response.status, code, message, retry };
}

async function sendGrpc(
  endpoint: string,
  message: Uint8Array<ArrayBuffer>,
  { client, signal, headers = {}, compression }: SendOptions,
): Promise<Answer> {
  const body = new Uint8Array(5 + message.length);
  body[0] = compression === undefined ? 0 : 1;
  new DataView(body.buffer).setUint32(1, message.length);
  body.set(message, 5);
  const service = { traces: "trace.v1.Trace", metrics: "metrics.v1.Metrics", logs: "logs.v1.Logs" };
  const path = `opentelemetry.proto.collector.${service[signal]}Service/Export`;
  const response = await fetch(`${endpoint}/${path}`, {
    client,
    method: "POST",
    headers: {
      "content-type": "application/grpc+proto",
      te: "trailers",
      ...(compression === undefined ? {} : { "grpc-encoding": compression }),
      ...headers,
    },
    body,
  });
  const bytes = await response.bytes();
  assert.equal(response.status, 200);
  assert.match(response.headers.get("content-type") ?? "", /^application\/grpc/);
  const status = response.headers.get("grpc-status");
  if (status !== null && status !== "0") {
    return {
      outcome: "failed",
      status: Number(status),
      code: Number(status),
      message: decodeURIComponent(response.headers.get("grpc-message") ?? ""),
      retry: response.headers.get("grpc-status-details-bin"),
    };
  }
  // `fetch` does not show trailers; a whole message is only sent with success.
  assert.equal(new DataView(bytes.buffer, bytes.byteOffset).getUint32(1), bytes.length - 5);
  return accepted(bytes.subarray(5), { signal, encoding: "protobuf" });
}

function accepted(
  bytes: Uint8Array,
  { signal, encoding }: { readonly signal: Signal; readonly encoding: OtlpEncoding },
): Answer {
  const [rejected, message] = {
    traces: () => {
      const { partialSuccess } = decodeTracesResponse(bytes, encoding);
      return [partialSuccess?.rejectedSpans, partialSuccess?.errorMessage] as const;
    },
    metrics: () => {
      const { partialSuccess } = decodeMetricsResponse(bytes, encoding);
      return [partialSuccess?.rejectedDataPoints, partialSuccess?.errorMessage] as const;
    },
    logs: () => {
      const { partialSuccess } = decodeLogsResponse(bytes, encoding);
      return [partialSuccess?.rejectedLogRecords, partialSuccess?.errorMessage] as const;
    },
  }[signal]();
  return { outcome: "accepted", rejected: rejected ?? 0n, message: message ?? "" };
}
