import type { Parsed } from "./parsed.ts";

/** One header of an OTLP request. */
export interface Header {
  /** The name as it was written; names are compared in any case. */
  readonly name: string;
  /** The value, decoded: printable ASCII. */
  readonly value: string;
}

/** RFC 9110's token: what a header name is made of. */
const NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
/**
 * Baggage's octets, that is printable ASCII without quote, comma, semicolon and backslash; and the
 * blank, because `Authorization=Basic abc` is what people write and it can mean nothing else.
 */
const ENCODED_VALUE = /^[ \t\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]*$/;
/** What both HTTP and gRPC carry. Above all no line feed: it would begin another header. */
const DECODED_VALUE = /^[\x20-\x7e]*$/;

const EXPECTED = "name=value pairs, separated by commas, with percent-encoded values";

/**
 * Parses a list of headers in the format of W3C Baggage: `name1=value1,name2=value2` with
 * percent-encoded values; properties behind a semicolon are not supported. Of two headers with the
 * same name the later one counts. Pairs that cannot be used are left out.
 *
 * The complaint names the places of the bad pairs, and nothing of what was in them: what lacks a
 * name may be a token.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/protocol/exporter/#specifying-headers-via-environment-variables}
 *
 * @example Usage
 * ```ts
 * import { parseHeaders } from "./parse_headers.ts";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual(parseHeaders("authorization=Basic%20YTpi, x-team=blue"), {
 *   value: [
 *     { name: "authorization", value: "Basic YTpi" },
 *     { name: "x-team", value: "blue" },
 *   ],
 * });
 * ```
 */
export function parseHeaders(text: string): Parsed<readonly Header[]> {
  const headers = new Map<string, Header>();
  const bad: number[] = [];
  for (const [index, pair] of text.split(",").entries()) {
    // A comma at the end is no mistake that could mean something else.
    if (pair.trim() === "") continue;
    const header = parsePair(pair);
    if (header === undefined) bad.push(index + 1);
    else headers.set(header.name.toLowerCase(), header);
  }
  const value = [...headers.values()];
  if (bad.length === 0) return value.length === 0 ? { expected: EXPECTED } : { value };
  return {
    value,
    expected: `${EXPECTED} (see ${bad.length === 1 ? "pair" : "pairs"} ${bad.join(", ")})`,
    used: value.length === 0 ? "none of it" : `the other ${value.length}`,
  };
}

function parsePair(pair: string): Header | undefined {
  const separator = pair.indexOf("=");
  const name = pair.slice(0, separator === -1 ? 0 : separator).trim();
  const encoded = pair.slice(separator + 1).trim();
  if (!NAME.test(name) || !ENCODED_VALUE.test(encoded)) return undefined;
  try {
    const value = decodeURIComponent(encoded).trim();
    return DECODED_VALUE.test(value) ? { name, value } : undefined;
  } catch {
    return undefined;
  }
}
