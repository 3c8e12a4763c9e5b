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
    for (const [field, any] of readFields(status)) {
      if (field !== 3 || typeof any === "number") continue;
      const detail = new Map(readFields(any));
      const type = detail.get(1);
      const value = detail.get(2);
      if (!(type instanceof Uint8Array) || !(value instanceof Uint8Array)) continue;
      if (!new TextDecoder().decode(type).endsWith("google.rpc.RetryInfo")) continue;
      const delay = new Map(readFields(value)).get(1);
      if (!(delay instanceof Uint8Array)) return 0;
      const duration = new Map(readFields(delay));
      return Number(duration.get(1) ?? 0) * 1000 + Number(duration.get(2) ?? 0) / 1e6;
    }
  } catch {
    // A status that cannot be read carries no wait.
  }
  return undefined;
}

/** The fields of a protobuf message with wire types 0 (varint) and 2 (bytes). */
function readFields(bytes: Uint8Array): [number, number | Uint8Array][] {
  const fields: [number, number | Uint8Array][] = [];
  let offset = 0;
  const varint = () => {
    let value = 0;
    for (let factor = 1; factor < 2 ** 49; factor *= 128) {
      const byte = bytes[offset++];
      if (byte === undefined) throw new RangeError("Cannot read a varint: the message ends in it");
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
    }
    throw new RangeError("Cannot read a varint: it is longer than 49 bits");
  };
  while (offset < bytes.length) {
    const tag = varint();
    if ((tag & 7) === 0) {
      fields.push([tag >>> 3, varint()]);
    } else if ((tag & 7) === 2) {
      const length = varint();
      if (offset + length > bytes.length) {
        throw new RangeError("Cannot read a field: it is longer than the message");
      }
      fields.push([tag >>> 3, bytes.subarray(offset, offset += length)]);
    } else {
      throw new RangeError(`Cannot read a field: wire type ${tag & 7} is not expected`);
    }
  }
  return fields;
}
