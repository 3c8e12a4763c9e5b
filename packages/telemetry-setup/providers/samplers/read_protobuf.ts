/** A field of a protobuf message, by its number and what stood on the wire. */
export type ProtobufField =
  | { readonly number: number; readonly wire: "varint"; readonly value: bigint }
  | { readonly number: number; readonly wire: "fixed64"; readonly value: number }
  | { readonly number: number; readonly wire: "bytes"; readonly value: Uint8Array };

/**
 * The fields of a protobuf message in their order. A fixed field of 64 bits is read as a double,
 * one of 32 bits is passed over.
 *
 * @throws {RangeError} If the message is cut off or is none.
 * @see {@link https://protobuf.dev/programming-guides/encoding/}
 */
export function* readProtobuf(message: Uint8Array): Generator<ProtobufField> {
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
  let offset = 0;

  function readVarint(): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = view.getUint8(offset++);
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    throw new RangeError("Cannot read protobuf: a number has too many bytes");
  }

  while (offset < message.length) {
    const tag = Number(readVarint());
    const number = Math.floor(tag / 8);
    switch (tag % 8) {
      case 0:
        yield { number, wire: "varint", value: readVarint() };
        break;
      case 1:
        yield { number, wire: "fixed64", value: view.getFloat64(offset, true) };
        offset += 8;
        break;
      case 2: {
        const end = Number(readVarint()) + offset;
        if (end > message.length) throw new RangeError("Cannot read protobuf: it is cut off");
        yield { number, wire: "bytes", value: message.subarray(offset, end) };
        offset = end;
        break;
      }
      case 5:
        offset += 4;
        break;
      default:
        throw new RangeError(`Cannot read protobuf: there is no wire type ${tag % 8}`);
    }
  }
}
