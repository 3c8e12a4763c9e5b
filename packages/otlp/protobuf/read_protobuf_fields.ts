import { ProtobufReader, WireType } from "./protobuf_reader.ts";

/** A field of a protobuf message: its number, and what is on the wire. */
export type ProtobufField =
  | { readonly number: number; readonly type: "varint"; readonly value: bigint }
  | { readonly number: number; readonly type: "double"; readonly value: number }
  | { readonly number: number; readonly type: "bytes"; readonly value: Uint8Array };

// The reader counts only what it is told to; here, the bytes bound the fields.
const NO_LIMITS = { maxDepth: 0, maxItems: 0 };

/**
 * Reads the fields of a protobuf message, in their order.
 *
 * Integers of variable length are read as unsigned ones of 64 bits, fixed fields of 64 bits as
 * doubles; those of 32 bits are passed over. Texts and messages are bytes: a view of the given ones
 * is not returned, but a copy.
 *
 * @param bytes The message.
 * @param what What it is, for the error.
 * @returns The fields; of one that should be there once, the last one holds.
 * @throws {OtlpDecodeError} If it is no message.
 * @see {@link https://protobuf.dev/programming-guides/encoding/ | Protobuf encoding}
 *
 * @example A text in field 2
 * ```ts
 * import { readProtobufFields } from "@otel-deno/otlp/protobuf";
 * import { equal } from "node:assert/strict";
 *
 * const [field] = readProtobufFields(new Uint8Array([0x12, 0x02, 0x6e, 0x6f]), "an answer");
 * equal(field?.number, 2);
 * equal(field?.type === "bytes" && new TextDecoder().decode(field.value), "no");
 * ```
 */
export function readProtobufFields(bytes: Uint8Array, what: string): ProtobufField[] {
  const reader = new ProtobufReader(bytes, what, NO_LIMITS);
  const fields: ProtobufField[] = [];
  while (!reader.atEnd) {
    const tag = reader.tag();
    const number = tag >>> 3;
    switch (tag & 7) {
      case WireType.VARINT:
        fields.push({ number, type: "varint", value: reader.uint64() });
        break;
      case WireType.I64:
        fields.push({ number, type: "double", value: reader.double() });
        break;
      case WireType.LENGTH_DELIMITED:
        fields.push({ number, type: "bytes", value: reader.bytes() });
        break;
      default:
        reader.skip(tag & 7);
    }
  }
  return fields;
}
