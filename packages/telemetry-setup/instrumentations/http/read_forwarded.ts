// Hot path: runs once a request, where proxies are trusted.
import type { ReadableHeaders } from "./readable_headers.ts";

/** What proxies say of the request as the client sent it. */
export interface Forwarded {
  readonly client: string | undefined;
  readonly clientPort: number | undefined;
  readonly scheme: "http" | "https" | undefined;
  /** Host name or IP address, IPv6 without brackets. */
  readonly host: string | undefined;
  readonly port: number | undefined;
}

/** Names and addresses are short; what is longer was made up. */
const MAX_NODE_LENGTH = 260;
const MAX_HEADER_LENGTH = 1024;
const PAIR = /^\s*([\w!#$%&'*+.^`|~-]+)=(?:"((?:[^"\\]|\\.)*)"|([^"\s]*))\s*$/;
const BRACKETED = /^\[([0-9a-f:.%]+)\](?::(\d{1,5}))?$/i;
const WITH_PORT = /^([\w.-]+)(?::(\d{1,5}))?$/;

/**
 * Reads the `Forwarded` header, or where there is none `X-Forwarded-For`, `-Proto` and `-Host`. Of
 * several proxies the first one counts: it is the one that the client talked to.
 *
 * Whoever sends a request can write what they want into these headers; ask only where a proxy is
 * known to be in front.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc7239}
 *
 * @example
 * ```ts
 * import { readForwarded } from "./read_forwarded.ts";
 * import assert from "node:assert/strict";
 *
 * const headers = new Headers({ forwarded: 'for="[2001:db8::1]:4711";proto=https;host=dice.example' });
 * assert.deepEqual(readForwarded(headers), {
 *   client: "2001:db8::1",
 *   clientPort: 4711,
 *   scheme: "https",
 *   host: "dice.example",
 *   port: undefined,
 * });
 * ```
 */
export function readForwarded(headers: ReadableHeaders): Forwarded {
  const forwarded = headers.get("forwarded");
  const said = forwarded === null
    ? {
      for: firstOf(headers.get("x-forwarded-for")),
      proto: firstOf(headers.get("x-forwarded-proto")),
      host: firstOf(headers.get("x-forwarded-host")),
    }
    : parsePairs(firstOf(forwarded) ?? "");
  const client = parseNode(said.for);
  const host = parseNode(said.host);
  const proto = said.proto?.toLowerCase();
  return {
    client: client?.address,
    clientPort: client?.port,
    scheme: proto === "http" || proto === "https" ? proto : undefined,
    host: host?.address.toLowerCase(),
    port: host?.port,
  };
}

/** Up to the first comma that stands in no quoted text. */
function firstOf(list: string | null): string | undefined {
  const first = list?.slice(0, MAX_HEADER_LENGTH).match(/^(?:"(?:[^"\\]|\\.)*"|[^",])*/)?.[0]
    .trim();
  return first === "" ? undefined : first;
}

function parsePairs(element: string): Partial<Record<"for" | "proto" | "host", string>> {
  const pairs: Record<string, string> = {};
  for (const part of element.match(/(?:"(?:[^"\\]|\\.)*"|[^";])+/g) ?? []) {
    const [, name = "", quoted, plain] = PAIR.exec(part) ?? [];
    const value = quoted?.replaceAll(/\\(.)/g, "$1") ?? plain;
    if (["for", "proto", "host"].includes(name.toLowerCase()) && value !== undefined) {
      pairs[name.toLowerCase()] ??= value;
    }
  }
  return pairs;
}

/** Who wants to stay unknown says `unknown` or a name that begins with an underscore. */
function parseNode(node: string | undefined): { address: string; port?: number } | undefined {
  if (node === undefined || node.length > MAX_NODE_LENGTH) return undefined;
  if (node.startsWith("_") || node.toLowerCase() === "unknown") return undefined;
  // IPv6 without brackets, as X-Forwarded-For often has it.
  if (/^[0-9a-f:.]*:[0-9a-f:.]*:[0-9a-f:.]*$/i.test(node)) return { address: node };
  const [, address, digits] = BRACKETED.exec(node) ?? WITH_PORT.exec(node) ?? [];
  if (address === undefined) return undefined;
  const port = Number(digits);
  return port > 0 && port < 65_536 ? { address, port } : { address };
}
