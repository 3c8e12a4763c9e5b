/**
 * Sets configured headers one by one, and says which one cannot be sent. Its value stays out of the
 * message: headers are secrets.
 *
 * @param set Sets one header; throws if name or value is malformed.
 * @throws {TypeError} If a header cannot be sent.
 *
 * @example Usage
 * ```ts
 * import { setHeaders } from "./set_headers.ts";
 * import assert from "node:assert/strict";
 *
 * const headers = new Headers();
 * setHeaders({ authorization: "Basic YTpi" }, (name, value) => headers.set(name, value));
 * assert.equal(headers.get("authorization"), "Basic YTpi");
 * ```
 */
export function setHeaders(
  headers: Readonly<Record<string, string>>,
  set: (name: string, value: string) => void,
): void {
  for (const [name, value] of Object.entries(headers)) {
    try {
      set(name, value);
    } catch {
      throw new TypeError(`Cannot send the header ${JSON.stringify(name)}: it is malformed`);
    }
  }
}
