// Hot path: runs once a request of the middleware alone.
import type { Peer } from "./describe_request.ts";

/** What a server hands an application beside a request, as Hono has it in `c.env`. */
interface ServerInfo {
  /** Of `Deno.serve`. */
  readonly completed?: unknown;
  readonly remoteAddr?: unknown;
  /** Of `@hono/node-server`. */
  readonly outgoing?: unknown;
}

interface Outgoing {
  readonly closed?: boolean;
  once(event: "close", listener: () => void): unknown;
}

/**
 * Calls back when the last byte of an answer is sent, or nothing more will be. Only the server knows
 * that: to look at a body, or to put another one in its place, would change how it is sent.
 *
 * @param info What the server handed over; of one that tells nothing, the callback comes at once.
 *
 * @example
 * ```ts
 * import { whenSent } from "./when_sent.ts";
 * import assert from "node:assert/strict";
 *
 * let sent = false;
 * const completed = Promise.resolve();
 * whenSent({ completed }, () => sent = true);
 * assert.equal(sent, false);
 * await completed;
 * assert.equal(sent, true);
 * ```
 */
export function whenSent(info: unknown, sent: () => void): void {
  const { completed, outgoing } = asInfo(info);
  if (completed instanceof Promise) {
    completed.then(sent, sent);
  } else if (isOutgoing(outgoing) && outgoing.closed !== true) {
    outgoing.once("close", sent);
  } else {
    sent();
  }
}

/** Who is at the other end of the connection, where the server tells it as `Deno.serve` does. */
export function peerOf(info: unknown): Peer | undefined {
  const { remoteAddr } = asInfo(info);
  if (typeof remoteAddr !== "object" || remoteAddr === null) return undefined;
  const { hostname, port } = remoteAddr as { readonly hostname?: unknown; readonly port?: unknown };
  return typeof hostname === "string" && typeof port === "number"
    ? { address: hostname, port }
    : undefined;
}

function asInfo(info: unknown): ServerInfo {
  return typeof info === "object" && info !== null ? info : {};
}

function isOutgoing(value: unknown): value is Outgoing {
  return typeof (value as Outgoing | undefined)?.once === "function";
}
