import { BadRequest } from "../request/bad_request.ts";

/** How much an import may hold, in bytes. */
export interface LineLimits {
  readonly maxLineBytes: number;
  readonly maxBytes: number;
}

const LINE_FEED = 10;

/**
 * The lines of a stream, without their ends and without those that are empty.
 *
 * @throws {BadRequest} If a line or all of them together are too long.
 */
export async function* splitLines(
  stream: ReadableStream<Uint8Array>,
  { maxLineBytes, maxBytes }: LineLimits,
): AsyncIterable<Uint8Array> {
  let parts: Uint8Array[] = [];
  let lineBytes = 0;
  let bytes = 0;
  const take = (part: Uint8Array) => {
    lineBytes += part.length;
    if (lineBytes > maxLineBytes) {
      throw new BadRequest(`Cannot import: a line is longer than ${maxLineBytes} bytes`, 413);
    }
    parts.push(part);
  };
  const line = () => {
    const whole = parts.length === 1 ? parts[0]! : concat(parts, lineBytes);
    parts = [];
    lineBytes = 0;
    return whole;
  };
  for await (const chunk of stream) {
    bytes += chunk.length;
    if (bytes > maxBytes) {
      throw new BadRequest(`Cannot import: there are more than ${maxBytes} bytes`, 413);
    }
    let start = 0;
    for (let end; (end = chunk.indexOf(LINE_FEED, start)) !== -1; start = end + 1) {
      take(chunk.subarray(start, end));
      const whole = line();
      if (!isBlank(whole)) yield whole;
    }
    if (start < chunk.length) take(chunk.subarray(start));
  }
  const last = line();
  if (!isBlank(last)) yield last;
}

function concat(parts: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

/** Spaces, tabs and carriage returns only. */
function isBlank(line: Uint8Array): boolean {
  return line.every((byte) => byte === 32 || byte === 9 || byte === 13);
}
