// Hot path: runs once a call of fetch.
import { lateGlobal } from "../../late_global.ts";

/** As they were when telemetry started: an application may put others in their place. */
const { URL } = globalThis;
const requestClass = lateGlobal("Request");

/** What `fetch` is called with. */
export type FetchArguments = readonly [input: unknown, init?: RequestInit | undefined];

/** A call of `fetch` that sends an HTTP request. */
export interface FetchCall {
  readonly method: string;
  /** Absolute, as it is serialised. */
  readonly url: string;
  readonly input: unknown;
  readonly init: FetchArguments[1];
}

/** Methods that the standard writes in capitals, however the caller does. */
const NORMALIZED = new Set(["DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT"]);

/**
 * Reads where a call of `fetch` goes, without changing anything that the caller gave.
 *
 * @returns `undefined` if it sends no HTTP request, or what is wrong with it is for `fetch` to say.
 * @see {@link https://fetch.spec.whatwg.org/#dom-global-fetch}
 *
 * @example
 * ```ts
 * import { readFetchCall } from "./fetch_call.ts";
 * import assert from "node:assert/strict";
 *
 * const call = readFetchCall(["HTTP://Dice.example", { method: "post" }]);
 * assert.deepEqual([call?.method, call?.url], ["POST", "http://dice.example/"]);
 * assert.equal(readFetchCall(["data:,6"]), undefined);
 * ```
 */
export function readFetchCall([input, init]: FetchArguments): FetchCall | undefined {
  const isRequest = input instanceof requestClass();
  // Anything else that has a text is asked for it once, here; fetch gets the text.
  const target = isRequest || input instanceof URL ? input : String(input);
  const url = isRequest
    ? input.url
    : target instanceof URL
    ? target.href
    : URL.parse(target as string, globalThis.location?.href)?.href;
  if (url === undefined || !/^https?:/.test(url)) return undefined;
  const method = String(init?.method ?? (isRequest ? input.method : "GET"));
  const upper = method.toUpperCase();
  return { method: NORMALIZED.has(upper) ? upper : method, url, input: target, init };
}

/** The call's second argument with other headers; what the caller gave stays as it is. */
export function withHeaders(init: FetchArguments[1], headers: HeadersInit): RequestInit {
  if (init === undefined || init === null) return { headers };
  const prototype = Object.getPrototypeOf(init);
  if (prototype === Object.prototype || prototype === null) return { ...init, headers };
  // An object of a class, such as a Request, has its members on the prototype.
  return new Proxy(init, {
    get: (target, key) => key === "headers" ? headers : Reflect.get(target, key),
  });
}
