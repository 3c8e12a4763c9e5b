import { ProtobufWriter } from "./protobuf_writer.ts";

// A writer with a larger buffer is not kept.
const MAX_KEPT_BYTES = 2 * 1024 * 1024;

let idleWriter: ProtobufWriter | undefined;

/**
 * Encodes one record.
 *
 * @param write Writes the record's message.
 * @param record The record.
 * @param maxDepth How deep values may be nested.
 * @returns The message, in a buffer of its own and of its size.
 */
export function encodeProtobuf<T>(
  write: (writer: ProtobufWriter, record: T) => void,
  record: T,
  maxDepth: number,
): Uint8Array<ArrayBuffer> {
  const writer = idleWriter ?? new ProtobufWriter();
  // A getter in the record might encode something, too.
  idleWriter = undefined;
  writer.reset(maxDepth);
  try {
    write(writer, record);
    return writer.copy();
  } finally {
    if (writer.capacity <= MAX_KEPT_BYTES) idleWriter = writer;
  }
}
