// Hot path: what is returned runs once or twice a request, where headers are to be captured.
import type { Attributes } from "@opentelemetry/api";
import type { ReadableHeaders } from "./readable_headers.ts";

/** Adds the headers that were asked for to the attributes of a span. */
export type CaptureHeaders = (headers: ReadableHeaders, attributes: Attributes) => void;

/** Options of {@linkcode createHeaderCapture}. */
export interface HeaderCaptureOptions {
  /** What comes before the header's name, such as `http.request.header.`. */
  readonly prefix: string;
  /** Regular expressions, searched in names in any case: of these headers the value is not told. */
  readonly sanitized: readonly string[];
}

/** What stands for a value that is not told; Python's distribution writes it so. */
const SANITIZED: readonly string[] = ["[REDACTED]"];

/**
 * Makes what captures headers: each becomes an attribute, its name in lower case, its value a list.
 * Lists of values in one line stay as they were sent, except cookies to be set.
 *
 * @param patterns Regular expressions for whole names, in any case.
 * @returns `undefined` if nothing is to be captured.
 * @see {@link https://opentelemetry.io/docs/specs/semconv/registry/attributes/http/}
 *
 * @example
 * ```ts
 * import { createHeaderCapture } from "./capture_headers.ts";
 * import assert from "node:assert/strict";
 *
 * const capture = createHeaderCapture(["x-.*"], {
 *   prefix: "http.request.header.",
 *   sanitized: ["token"],
 * });
 * const attributes = {};
 * capture?.(new Headers({ "X-Dice": "6", "X-Token": "secret", accept: "*" }), attributes);
 * assert.deepEqual(attributes, {
 *   "http.request.header.x-dice": ["6"],
 *   "http.request.header.x-token": ["[REDACTED]"],
 * });
 * ```
 */
export function createHeaderCapture(
  patterns: readonly string[],
  { prefix, sanitized }: HeaderCaptureOptions,
): CaptureHeaders | undefined {
  if (patterns.length === 0) return undefined;
  const isSanitized = searchAny(sanitized);
  const add = (attributes: Attributes, name: string, headers: ReadableHeaders) => {
    const value = headers.get(name);
    if (value === null) return;
    attributes[prefix + name] = isSanitized(name)
      ? [...SANITIZED]
      : name === "set-cookie"
      ? headers.getSetCookie()
      : [value];
  };
  // Without special characters it is a name, which need not be looked for.
  if (patterns.every((pattern) => /^[\w-]+$/.test(pattern))) {
    const names = patterns.map((name) => name.toLowerCase());
    return (headers, attributes) => {
      for (const name of names) add(attributes, name, headers);
    };
  }
  const whole = new RegExp(patterns.map((pattern) => `^(?:${pattern})$`).join("|"), "i");
  return (headers, attributes) => {
    for (const name of headers.keys()) {
      if (whole.test(name)) add(attributes, name, headers);
    }
  };
}

function searchAny(patterns: readonly string[]): (text: string) => boolean {
  if (patterns.length === 0) return () => false;
  const any = new RegExp(patterns.map((pattern) => `(?:${pattern})`).join("|"), "i");
  return (text) => any.test(text);
}
