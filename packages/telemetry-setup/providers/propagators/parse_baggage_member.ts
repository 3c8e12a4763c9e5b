// Hot path: runs for each member of the baggage of each request.
import { keepBaggageProperties } from "./keep_baggage_properties.ts";
import { parseKeyValue } from "./parse_key_value.ts";

/** One member of a `baggage` header. */
export interface BaggageMember {
  readonly key: string;
  /** Decoded: any text. */
  readonly value: string;
  /** The properties as they stand in the header, `;` between them; empty if there are none. */
  readonly metadata: string;
}

const ENCODED_BYTES = /(?:%[\da-f]{2})+/gi;
const UTF8 = new TextDecoder();

/** @returns `undefined` for what is no member. Properties that are none are left out. */
export function parseBaggageMember(text: string): BaggageMember | undefined {
  const semicolon = text.indexOf(";");
  const member = parseKeyValue(semicolon < 0 ? text : text.slice(0, semicolon));
  if (member === undefined) return undefined;
  return {
    key: member.key,
    // Bytes that are no UTF-8 become U+FFFD, as W3C Baggage asks.
    value: member.value.replace(ENCODED_BYTES, (encoded) => UTF8.decode(bytesOf(encoded))),
    metadata: semicolon < 0 ? "" : keepBaggageProperties(text.slice(semicolon + 1)),
  };
}

function bytesOf(encoded: string): Uint8Array {
  return Uint8Array.from(
    encoded.slice(1).split("%"),
    (digits) => Number.parseInt(digits, 16),
  );
}
