// Hot path: runs once a call of fetch.
import type { TextMapSetter } from "@opentelemetry/api";
import { lateGlobal } from "../../late_global.ts";
import type { FetchCall } from "./fetch_call.ts";

/** Headers that a call sends: an object of names and values is cheaper than `Headers`. */
export type OutgoingHeaders = Headers | Record<string, string>;

/** As they were when telemetry started: an application may put others in their place. */
const headersClass = lateGlobal("Headers");
const requestClass = lateGlobal("Request");

/**
 * The headers that a call of `fetch` would send, as a copy.
 *
 * @throws {TypeError} If they are wrong.
 *
 * @example
 * ```ts
 * import { copyHeaders, OUTGOING_HEADERS_SETTER } from "./outgoing_headers.ts";
 * import assert from "node:assert/strict";
 *
 * const headers = copyHeaders({ input: "http://dice.example/", init: { headers: { A: "b" } } });
 * OUTGOING_HEADERS_SETTER.set(headers, "a", "c");
 * assert.deepEqual(headers, { a: "c" });
 * ```
 */
export function copyHeaders({ input, init }: Pick<FetchCall, "input" | "init">): OutgoingHeaders {
  const given = init?.headers;
  if (given === undefined) {
    return input instanceof requestClass() ? new (headersClass())(input.headers) : {};
  }
  if (!isRecord(given)) return new (headersClass())(given);
  const copy = { ...given };
  // What is no header, or only becomes one, is for Deno to judge.
  return Object.keys(copy).every((name) => isPlain(name, copy[name]))
    ? copy
    : new (headersClass())(copy);
}

const NAME = /^[\w!#$%&'*+.^`|~-]+$/;
const VALUE = /^[\t\x20-\x7e]*$/;

function isPlain(name: string, value: unknown): boolean {
  return NAME.test(name) && typeof value === "string" && VALUE.test(value);
}

/** What a call takes along is put in the place of what it has of that name, in any case. */
export const OUTGOING_HEADERS_SETTER: TextMapSetter<OutgoingHeaders> = {
  set(headers, name, value) {
    if (headers instanceof headersClass()) return headers.set(name, value);
    for (const key of Object.keys(headers)) {
      if (key.length === name.length && key.toLowerCase() === name) delete headers[key];
    }
    headers[name] = value;
  },
};

/** As `Headers`, for whoever wants to read them. */
export function toHeaders(headers: OutgoingHeaders): Headers {
  return headers instanceof headersClass() ? headers : new (headersClass())(headers);
}

/** Of what can be gone through, `fetch` takes the pairs. */
function isRecord(given: HeadersInit): given is Record<string, string> {
  if (typeof given !== "object" || given === null) return false;
  const prototype = Object.getPrototypeOf(given);
  return (prototype === Object.prototype || prototype === null) &&
    (given as Partial<Iterable<unknown>>)[Symbol.iterator] === undefined;
}
