// Hot path: runs for each member of the baggage of each request.
import { isHeaderName } from "./is_header_name.ts";
import { keepBaggageProperties } from "./keep_baggage_properties.ts";
import type { BaggageMember } from "./parse_baggage_member.ts";

/** What may not stand in a value as it is; `%` would be read as the start of an encoded byte. */
const TO_ENCODE = /[^\x21\x23\x24\x26-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]+/g;

/** @returns `undefined` if the key cannot stand in a header: it has no encoding. */
export function formatBaggageMember({ key, value, metadata }: BaggageMember): string | undefined {
  if (!isHeaderName(key)) return undefined;
  const encoded = value.toWellFormed().replace(TO_ENCODE, encodeURIComponent);
  const properties = keepBaggageProperties(metadata);
  return properties === "" ? `${key}=${encoded}` : `${key}=${encoded};${properties}`;
}
