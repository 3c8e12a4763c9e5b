const PART_BYTES = 1 << 20;
const LINE_FEED = 0x0a;

/**
 * Reads a file of JSON lines one after the other, so that its length is no limit: all of it may be
 * more than memory, or than one text, can hold. A last line that is half written is left out; a file
 * that is not there has no lines.
 *
 * @throws {SyntaxError} A whole line is not JSON
 */
// deno-lint-ignore no-explicit-any -- whatever stands there; tests say what they expect of it
export function* eachJsonLine(path: string): Generator<any, void> {
  using file = openIfThere(path);
  if (file === undefined) return;
  const part = new Uint8Array(PART_BYTES);
  const decoder = new TextDecoder();
  let begun: string[] = [];
  for (let read = file.readSync(part); read !== null; read = file.readSync(part)) {
    let rest = part.subarray(0, read);
    for (let end = rest.indexOf(LINE_FEED); end >= 0; end = rest.indexOf(LINE_FEED)) {
      begun.push(decoder.decode(rest.subarray(0, end)));
      yield JSON.parse(begun.join(""));
      begun = [];
      rest = rest.subarray(end + 1);
    }
    begun.push(decoder.decode(rest, { stream: true }));
  }
}

function openIfThere(path: string): Deno.FsFile | undefined {
  try {
    return Deno.openSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
