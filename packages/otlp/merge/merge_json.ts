import { JsonByte } from "../json/json_byte.ts";
import { stringEnd } from "../json/string_end.ts";
import { OtlpDecodeError } from "../otlp_decode_error.ts";

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
    merged[position++] = JsonByte.COMMA;
  }
  // In the place of the last comma.
  merged[position - 1] = JsonByte.CLOSING_BRACKET;
  merged[position] = JsonByte.CLOSING_BRACE;
  return merged;
}

/** Where the list that begins at `start` ends: at its bracket, or -1. */
function listEnd(json: Uint8Array, start: number): number {
  let depth = 0;
  for (let index = start; index < json.length; index++) {
    switch (json[index]) {
      case JsonByte.QUOTE:
        index = stringEnd(json, index);
        if (index < 0) return -1;
        break;
      case JsonByte.OPENING_BRACE:
      case JsonByte.OPENING_BRACKET:
        depth++;
        break;
      case JsonByte.CLOSING_BRACE:
      case JsonByte.CLOSING_BRACKET:
        if (--depth === 0) return index;
    }
  }
  return -1;
}

function notAList(state: string): OtlpDecodeError {
  return new OtlpDecodeError(`Cannot merge a request in JSON: ${state}`, { path: "" });
}
