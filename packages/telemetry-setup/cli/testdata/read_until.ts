/** Reads a stream to its end; `found` settles with the first match. */
export function readUntil(stream: ReadableStream<Uint8Array>, pattern: RegExp): {
  readonly found: Promise<RegExpExecArray | null>;
  readonly all: Promise<string>;
} {
  const found = Promise.withResolvers<RegExpExecArray | null>();
  const read = async () => {
    let seen = "";
    for await (const chunk of stream.pipeThrough(new TextDecoderStream())) {
      seen += chunk;
      const match = pattern.exec(seen);
      if (match !== null) found.resolve(match);
    }
    found.resolve(null);
    return seen;
  };
  return { found: found.promise, all: read() };
}
