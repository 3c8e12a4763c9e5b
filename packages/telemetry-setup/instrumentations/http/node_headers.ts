// Hot path: made once or twice a request.
import type { ReadableHeaders } from "./readable_headers.ts";

/** Headers as `node:http` and `node:http2` have them: by their names in lower case. */
export type NodeHeaderRecord = Readonly<
  Record<string, string | number | readonly string[] | undefined>
>;

/**
 * Reads headers of `node:http` as those of `fetch` are read, without a copy of them. What HTTP/2
 * keeps among them that is no header, such as `:path`, is left out.
 *
 * @example
 * ```ts
 * import { NodeHeaders } from "./node_headers.ts";
 * import assert from "node:assert/strict";
 *
 * const headers = new NodeHeaders({ ":path": "/", accept: ["text/plain", "text/html"] });
 * assert.deepEqual([...headers.keys()], ["accept"]);
 * assert.equal(headers.get("accept"), "text/plain, text/html");
 * assert.equal(headers.get("constructor"), null);
 * ```
 */
export class NodeHeaders implements ReadableHeaders {
  readonly #record: NodeHeaderRecord;

  constructor(record: NodeHeaderRecord) {
    this.#record = record;
  }

  get(name: string): string | null {
    if (!Object.hasOwn(this.#record, name)) return null;
    const value = this.#record[name];
    if (value === undefined) return null;
    return typeof value === "object" ? value.join(", ") : String(value);
  }

  keys(): string[] {
    return Object.keys(this.#record).filter((name) => !name.startsWith(":"));
  }

  getSetCookie(): string[] {
    const value = this.#record["set-cookie"];
    if (value === undefined) return [];
    return typeof value === "object" ? [...value] : [String(value)];
  }
}
