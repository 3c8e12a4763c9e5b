import { encodeJson } from "../json/encode_json.ts";
import type { OtlpEncoding } from "../otlp_encoding.ts";
import { encodeProtobuf } from "../protobuf/encode_protobuf.ts";
import type { ProtobufWriter } from "../protobuf/protobuf_writer.ts";
import type { Encodable } from "../records/encodable.ts";
import { resolveMaxDepth } from "../resolve_max_depth.ts";
import type { Message } from "../schema/message.ts";
import type { EncodeOptions } from "./encode_options.ts";

/** What is known about one kind of message. */
export interface RecordEncoder<T> {
  /** Its fields, for JSON. */
  readonly message: Message;
  /** Writes it in protobuf, which is the hot path and therefore written out field by field. */
  readonly write: (writer: ProtobufWriter, record: Encodable<T>) => void;
}

/** Encodes a record: what every public `encode` function does. */
export function encodeRecord<T>(
  { message, write }: RecordEncoder<T>,
  record: Encodable<T>,
  encoding: OtlpEncoding,
  options: EncodeOptions,
): Uint8Array<ArrayBuffer> {
  const maxDepth = resolveMaxDepth(options.maxDepth);
  switch (encoding) {
    case "protobuf":
      return encodeProtobuf(write, record, maxDepth);
    case "json":
      return encodeJson(message, record as object, maxDepth);
    default:
      throw new TypeError(`Cannot encode ${message.name}: the encoding is ${encoding}`);
  }
}
