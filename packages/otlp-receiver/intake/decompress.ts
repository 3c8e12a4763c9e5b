// Hot path: runs for each compressed request.
import { gunzipSync, inflateSync } from "node:zlib";
import { ReadError } from "./read_all.ts";

/** Compressions that every receiver takes. */
export type Compression = "gzip" | "deflate";

/**
 * Decompresses a whole message.
 *
 * @returns The message, in a buffer of its own; nothing where it is not what it says.
 * @throws {ReadError} If it is larger than `maxBytes`.
 */
export function decompress(
  bytes: Uint8Array,
  { compression, maxBytes }: {
    readonly compression: Compression;
    readonly maxBytes: number;
  },
): Uint8Array<ArrayBuffer> | undefined {
  // Not a DecompressionStream: on Deno it makes one piece of whatever its input expands to.
  const unpack = compression === "gzip" ? gunzipSync : inflateSync;
  try {
    const { buffer, byteOffset, length } = unpack(bytes, { maxOutputLength: maxBytes });
    const view = new Uint8Array(buffer as ArrayBuffer, byteOffset, length);
    return buffer.byteLength === length ? view : view.slice();
  } catch (error) {
    if (error instanceof RangeError) throw new ReadError("too large");
    return undefined;
  }
}
