// Hot path: runs for each request over HTTP.
import { gunzipSync, inflateSync } from "node:zlib";

/** Why a body could not be read: the status of the answer, and a text for people. */
export class BodyError extends Error {
  /** The HTTP status that says so. */
  readonly status: 400 | 413 | 415;

  constructor(status: 400 | 413 | 415, state: string) {
    super(`Cannot read the body: ${state}`);
    this.name = "BodyError";
    this.status = status;
  }
}

/**
 * Reads and decompresses a body, both of it within `maxBytes`.
 *
 * @throws {BodyError} If it is larger, compressed in an unknown way, or broken.
 */
export async function readBody(request: Request, maxBytes: number): Promise<Uint8Array> {
  const decompress = decompressorOf(request.headers.get("content-encoding"));
  const declared = Number(request.headers.get("content-length") ?? 0);
  if (declared > maxBytes) throw tooLarge(maxBytes);
  const bytes = await readAll(request.body, maxBytes);
  if (decompress === undefined) return bytes;
  try {
    // Not a DecompressionStream: on Deno it makes one piece of whatever its input expands to.
    return decompress(bytes, { maxOutputLength: maxBytes });
  } catch (error) {
    if (error instanceof RangeError) throw tooLarge(maxBytes);
    throw new BodyError(400, "it is not what its Content-Encoding says");
  }
}

type Decompress = typeof gunzipSync;

/** How to decompress; nothing where there is no need. */
function decompressorOf(contentEncoding: string | null): Decompress | undefined {
  switch (contentEncoding?.trim().toLowerCase() || "identity") {
    case "identity":
      return undefined;
    case "gzip":
    case "x-gzip":
      return gunzipSync;
    case "deflate":
      return inflateSync;
    default:
      throw new BodyError(415, "its Content-Encoding is not gzip, deflate or identity");
  }
}

async function readAll(
  body: ReadableStream<Uint8Array> | null,
  maxBytes: number,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    // Leaving the loop cancels the stream.
    for await (const chunk of body ?? []) {
      length += chunk.length;
      if (length > maxBytes) throw tooLarge(maxBytes);
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof BodyError) throw error;
    throw new BodyError(400, "it ended early");
  }
  if (chunks.length === 1) return chunks[0]!;
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}

function tooLarge(maxBytes: number): BodyError {
  return new BodyError(413, `its size in bytes is above ${maxBytes}`);
}
