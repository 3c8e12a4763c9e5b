/** A connection that is kept, for one request at a time. */
export interface Connection {
  /** Sends the request and waits for the whole answer. */
  exchange(): Promise<void>;
  close(): void;
}

const END_OF_HEAD = "\r\n\r\n";
const decoder = new TextDecoder();

/**
 * Connects to a server that tells the length of its answers. By hand: `fetch` costs the generator
 * more than the request costs the server.
 *
 * @param path Path and query of the request.
 */
export async function openConnection(
  path: string,
  { port }: { readonly port: number },
): Promise<Connection> {
  const socket = await Deno.connect({ port, hostname: "127.0.0.1" });
  socket.setNoDelay(true);
  const request = new TextEncoder().encode(
    `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUser-Agent: load\r\n\r\n`,
  );
  const buffer = new Uint8Array(16_384);
  return {
    async exchange() {
      await socket.write(request);
      for (let length = 0, whole = Infinity; length < whole;) {
        const read = await socket.read(buffer.subarray(length));
        if (read === null) throw new Error("Cannot read the answer: the server hung up");
        length += read;
        if (whole === Infinity) whole = lengthOf(buffer.subarray(0, length));
      }
    },
    close: () => socket.close(),
  };
}

/** Of the whole answer; `Infinity` as long as its head is not there. */
function lengthOf(bytes: Uint8Array): number {
  const text = decoder.decode(bytes);
  // A head is ASCII: its characters are its bytes.
  const end = text.indexOf(END_OF_HEAD);
  if (end < 0) return Infinity;
  const head = text.slice(0, end);
  const length = /^content-length: *(\d+)/im.exec(head)?.[1];
  if (!head.startsWith("HTTP/1.1 200") || length === undefined) {
    throw new Error(`Cannot use the answer: ${head.split("\r\n", 1)[0]}`);
  }
  return end + END_OF_HEAD.length + Number(length);
}
