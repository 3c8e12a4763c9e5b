/** The most that is read of an answer, as the specification asks of clients. */
const MAX_RESPONSE_BYTES = 4 * 1024 * 1024;

/**
 * Reads a response's body, at most 4 MiB after decompression. A longer one is cut: nothing that
 * matters to a sender stands that far back.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otlp/#otlphttp-response}
 */
export async function readCapped(
  response: Response,
  maxBytes: number = MAX_RESPONSE_BYTES,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk.subarray(0, maxBytes - length));
    length += chunk.length;
    if (length >= maxBytes) break;
  }
  const body = new Uint8Array(Math.min(length, maxBytes));
  let offset = 0;
  for (const chunk of chunks) {
    body.set(chunk, offset);
    offset += chunk.length;
  }
  return body;
}
