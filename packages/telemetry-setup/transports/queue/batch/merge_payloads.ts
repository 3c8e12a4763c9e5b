import { mergeRequests } from "@otel-deno/otlp";

const OPENING_BRACKET = 0x5b;
const COMMA = 0x2c;
const CLOSING_BRACKET = 0x5d;

/**
 * Makes one payload of several for the same receiver: OTLP in either form, or Zipkin's lists. Items
 * stay as they are, in their order.
 *
 * @param payloads As the encoders of this package write them; only read.
 * @param contentType The media type of all of them.
 * @returns The payload, or `undefined` where they have to be sent one by one.
 */
export function mergePayloads(
  payloads: readonly Uint8Array[],
  contentType: string,
): Uint8Array | undefined {
  if (payloads.length === 1) return payloads[0];
  try {
    switch (contentType) {
      case "application/x-protobuf":
        return mergeRequests(payloads, "protobuf");
      case "application/json":
        return payloads.every(isList) ? mergeLists(payloads) : mergeRequests(payloads, "json");
      default:
        return undefined;
    }
  } catch {
    // One of them is not what it should be: whoever receives it says so, and takes the others.
    return undefined;
  }
}

function isList(payload: Uint8Array): boolean {
  return payload[0] === OPENING_BRACKET && payload.at(-1) === CLOSING_BRACKET;
}

/** Joins lists without white space around them, which are never empty. */
function mergeLists(lists: readonly Uint8Array[]): Uint8Array {
  const merged = new Uint8Array(lists.reduce((sum, { length }) => sum + length - 1, 1));
  let position = 0;
  for (const list of lists) {
    merged.set(list.subarray(0, -1), position);
    if (position > 0) merged[position] = COMMA;
    position += list.length - 1;
  }
  merged[position] = CLOSING_BRACKET;
  return merged;
}
