/** The most that is read of an answer, as the specification asks of clients. */
const MAX_RESPONSE_BYTES = 4 * 1024 * 1024;
/** Most answers are shorter. */
const FIRST_BYTES = 4 * 1024;

/**
 * Reads a response's body, at most 4 MiB after decompression. A longer one is cut: nothing that
 * matters to a sender stands that far back.
 *
 * @param response As it was received: its body is a stream of bytes.
 * @throws {TypeError} If it is not, or the connection fails.
 * @see {@link https://opentelemetry.io/docs/specs/otlp/#otlphttp-response}
 */
export async function readCapped(
  response: Response,
  maxBytes: number = MAX_RESPONSE_BYTES,
): Promise<Uint8Array> {
  if (response.body === null) return new Uint8Array();
  // Into memory of ours: of Deno's own, each piece takes 64 KiB, and of what is decompressed a piece
  // has 4 KiB at most.
  const reader = response.body.getReader({ mode: "byob" });
  let memory = new ArrayBuffer(Math.min(FIRST_BYTES, maxBytes));
  let length = 0;
  while (length < maxBytes) {
    if (length === memory.byteLength) memory = memory.transfer(Math.min(2 * length, maxBytes));
    const { value, done } = await reader.read(new Uint8Array(memory, length));
    if (value !== undefined) {
      memory = value.buffer;
      length += value.length;
    }
    if (done) break;
  }
  await reader.cancel();
  return new Uint8Array(memory, 0, length);
}
