import { OtlpDecodeError } from "../otlp_decode_error.ts";

const QUOTE = 0x22;
const COMMA = 0x2c;
const OPENING_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSING_BRACKET = 0x5d;
const OPENING_BRACE = 0x7b;
const CLOSING_BRACE = 0x7d;

/** An object with one list in it: `{"resourceSpans":[` and no more than `]}` at its end. */
const ENVELOPE = /^\{"[A-Za-z]+":\[/;
const LONGEST_ENVELOPE = 40;

const textDecoder = new TextDecoder();
const textEncoder = new TextEncoder();

/**
 * Joins requests in JSON: their lists become one, as text.
 *
 * @throws {OtlpDecodeError} If one of them is not an object with one list, written without white
 * space, or not the same one as the others.
 */
export function mergeJson(requests: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  let envelope: string | undefined;
  const lists: Uint8Array[] = [];
  for (const request of requests) {
    const start = textDecoder.decode(request.subarray(0, LONGEST_ENVELOPE));
    if (start === "{}") continue;
    const [name] = ENVELOPE.exec(start) ?? [];
    if (name === undefined) throw notAList("it does not begin with its only list");
    envelope ??= name;
    if (name !== envelope) throw notAList("it is of another signal than the first");
    if (listEnd(request, name.length - 1) !== request.length - 2) {
      throw notAList("it does not end with its only list");
    }
    const list = request.subarray(name.length, request.length - 2);
    if (list.length > 0) lists.push(list);
  }
  if (envelope === undefined || lists.length === 0) return textEncoder.encode("{}");

  const merged = new Uint8Array(
    lists.reduce((sum, { length }) => sum + length + 1, envelope.length + 1),
  );
  textEncoder.encodeInto(envelope, merged);
  let position = envelope.length;
  for (const list of lists) {
    merged.set(list, position);
    position += list.length;
    merged[position++] = COMMA;
  }
  // In the place of the last comma.
  merged[position - 1] = CLOSING_BRACKET;
  merged[position] = CLOSING_BRACE;
  return merged;
}

/** Where the list that begins at `start` ends: at its bracket, or -1. */
function listEnd(json: Uint8Array, start: number): number {
  let depth = 0;
  for (let index = start; index < json.length; index++) {
    switch (json[index]) {
      case QUOTE:
        index = stringEnd(json, index);
        if (index < 0) return -1;
        break;
      case OPENING_BRACE:
      case OPENING_BRACKET:
        depth++;
        break;
      case CLOSING_BRACE:
      case CLOSING_BRACKET:
        if (--depth === 0) return index;
    }
  }
  return -1;
}

/** Where the string that begins at `start` ends: at its quote, or -1. */
function stringEnd(json: Uint8Array, start: number): number {
  for (let end = json.indexOf(QUOTE, start + 1); end > 0; end = json.indexOf(QUOTE, end + 1)) {
    let backslashes = 0;
    while (json[end - 1 - backslashes] === BACKSLASH) backslashes++;
    if (backslashes % 2 === 0) return end;
  }
  return -1;
}

function notAList(state: string): OtlpDecodeError {
  return new OtlpDecodeError(`Cannot merge a request in JSON: ${state}`, { path: "" });
}
