import { encodeRpcStatus } from "@otel-deno/otlp";

const TYPE_URL = new TextEncoder().encode("type.googleapis.com/google.rpc.RetryInfo");

/**
 * Encodes a `google.rpc.Status` with a `RetryInfo`, for `grpc-status-details-bin`.
 *
 * @param status Code and message, and how long to wait, in milliseconds.
 * @see {@link https://opentelemetry.io/docs/specs/otlp/#otlpgrpc-throttling | Throttling}
 */
export function encodeRetryStatus(
  { code, message, afterMs }: {
    readonly code: number;
    readonly message: string;
    readonly afterMs: number;
  },
): Uint8Array {
  const seconds = Math.floor(afterMs / 1000);
  const nanos = Math.floor((afterMs - seconds * 1000) * 1e6);
  const delay = [0x08, ...varint(seconds), 0x10, ...varint(nanos)];
  const detail = [...field(0x0a, TYPE_URL), ...field(0x12, field(0x0a, delay))];
  return new Uint8Array([
    ...encodeRpcStatus({ code, message }, "protobuf"),
    ...field(0x1a, detail),
  ]);
}

function field(tag: number, content: ArrayLike<number> & Iterable<number>): number[] {
  return [tag, ...varint(content.length), ...content];
}

function varint(value: number): number[] {
  const bytes = [];
  for (; value >= 0x80; value = Math.floor(value / 0x80)) bytes.push((value % 0x80) | 0x80);
  return [...bytes, value];
}
