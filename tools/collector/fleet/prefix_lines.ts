/**
 * Puts a prefix before each line of a stream, and writes only whole lines, so that those of several
 * streams do not mix.
 *
 * @param write Writes a text with one or more lines
 */
export async function prefixLines(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  prefix: string,
  write: (text: string) => void,
): Promise<void> {
  let rest = "";
  for await (const part of stream.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + part).split("\n");
    rest = lines.pop() ?? "";
    if (lines.length > 0) write(lines.map((line) => `${prefix}${line}\n`).join(""));
  }
  if (rest !== "") write(`${prefix}${rest}\n`);
}
