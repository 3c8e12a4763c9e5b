// Hot path: runs for each request.
import type { Intake } from "./intake.ts";
import type { Ticket } from "./ticket.ts";

/** Why a request could not be read. */
export type ReadFailure = "too large" | "ended early" | "too slow" | "overload";

/** A request could not be read. */
export class ReadError extends Error {
  readonly failure: ReadFailure;

  constructor(failure: ReadFailure) {
    super(`Cannot read the request: ${failure}`);
    this.name = "ReadError";
    this.failure = failure;
  }
}

/** By what a request is bounded while it is read. */
export interface ReadBounds {
  readonly intake: Pick<Intake, "bodyTimeoutMillis">;
  readonly ticket: Ticket;
  readonly maxBytes: number;
}

/**
 * Reads a body to its end, within bounds of size and time.
 *
 * @returns The body, in a buffer of its own.
 * @throws {ReadError} If it is out of bounds or breaks off.
 */
export async function readAll(
  body: AsyncIterable<Uint8Array> | null,
  { intake: { bodyTimeoutMillis }, ticket, maxBytes }: ReadBounds,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new ReadError("too slow")), bodyTimeoutMillis);
  });
  const iterator = body?.[Symbol.asyncIterator]();
  try {
    while (iterator !== undefined) {
      const { done, value } = await Promise.race([iterator.next(), late]);
      if (done) break;
      length += value.length;
      if (length > maxBytes) throw new ReadError("too large");
      if (!ticket.take(value.length)) throw new ReadError("overload");
      chunks.push(value);
    }
  } catch (error) {
    // Not awaited: a stream that hangs would hang here again.
    iterator?.return?.().catch(() => {});
    throw error instanceof ReadError ? error : new ReadError("ended early");
  } finally {
    clearTimeout(timer);
  }
  return join(chunks, length);
}

function join(chunks: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const [first] = chunks;
  if (chunks.length === 1 && first!.buffer.byteLength === length) {
    return new Uint8Array(first!.buffer as ArrayBuffer);
  }
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}
