import { type ProtobufField, readProtobufFields } from "@otel-deno/otlp/protobuf";

/**
 * The wait that a gRPC status asks for in its `google.rpc.RetryInfo` detail, in milliseconds.
 * `undefined` when there is no such detail or it cannot be read.
 *
 * The bytes are a `google.rpc.Status { details = 3: Any { type_url = 1, value = 2 } }` whose value
 * is a `RetryInfo { retry_delay = 1: Duration { seconds = 1, nanos = 2 } }`.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otlp/#otlpgrpc-throttling}
 */
export function parseRetryInfo(status: string | Uint8Array | undefined): number | undefined {
  if (!(status instanceof Uint8Array)) return undefined;
  try {
    for (const any of read(status)) {
      if (any.number !== 3 || any.type !== "bytes") continue;
      const detail = read(any.value);
      const type = new TextDecoder().decode(bytesOf(detail, 1));
      const retryInfo = bytesOf(detail, 2);
      if (!type.endsWith("google.rpc.RetryInfo") || retryInfo === undefined) continue;
      const duration = read(bytesOf(read(retryInfo), 1) ?? new Uint8Array());
      const wait = integerOf(duration, 1) * 1000 + integerOf(duration, 2) / 1e6;
      return wait < 0 ? undefined : wait;
    }
  } catch {
    // A status that cannot be read carries no wait.
  }
  return undefined;
}

function read(message: Uint8Array): readonly ProtobufField[] {
  return readProtobufFields(message, "google.rpc.Status");
}

function bytesOf(fields: readonly ProtobufField[], number: number): Uint8Array | undefined {
  const field = fields.findLast((field) => field.number === number && field.type === "bytes");
  return field?.type === "bytes" ? field.value : undefined;
}

function integerOf(fields: readonly ProtobufField[], number: number): number {
  const field = fields.findLast((field) => field.number === number && field.type === "varint");
  return field?.type === "varint" ? Number(BigInt.asIntN(64, field.value)) : 0;
}
