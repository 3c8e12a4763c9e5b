// Hot path: runs once a request.

/** The parts of a request's URL that the semantic conventions name. */
export interface RequestUrl {
  /** `http` or `https`, also for requests that came by a Unix socket, and for WebSockets. */
  readonly scheme: string;
  /** Host name or IP address, IPv6 without brackets; never credentials. */
  readonly host: string;
  /** Absent if it is neither named nor the scheme's default. */
  readonly port: number | undefined;
  readonly path: string;
  /** Without the leading `?`; empty if there is none. */
  readonly query: string;
}

const PATTERN =
  /^([^:]+):\/\/(?:[^/?#]*@)?(\[[^\]/?#]*\]|[^:/?#]*)(?::(\d{1,5}))?[^/?#]*([^?#]*)\??([^#]*)/;

/**
 * Takes a request's URL apart as it was sent: `new URL` would throw where a client sent a `Host`
 * that is none, although the application serves such a request.
 *
 * @example
 * ```ts
 * import { parseRequestUrl } from "./parse_request_url.ts";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual(parseRequestUrl("http://[::1]:8080/rolldice?rolls=2"), {
 *   scheme: "http",
 *   host: "::1",
 *   port: 8080,
 *   path: "/rolldice",
 *   query: "rolls=2",
 * });
 * ```
 */
export function parseRequestUrl(url: string): RequestUrl {
  const [, fullScheme = "http", host = "", port, path = "", query = ""] = PATTERN.exec(url) ??
    [undefined, undefined, undefined, undefined, url];
  const scheme = /^(?:https|wss)/.test(fullScheme) ? "https" : "http";
  return {
    scheme,
    host: host.startsWith("[") ? host.slice(1, -1) : host.toLowerCase(),
    port: port === undefined ? defaultPort(fullScheme) : Number(port),
    path: path === "" ? "/" : path,
    query,
  };
}

function defaultPort(scheme: string): number | undefined {
  if (scheme === "https" || scheme === "wss") return 443;
  // Requests by a Unix socket have `http+unix`, and no port.
  return scheme === "http" || scheme === "ws" ? 80 : undefined;
}
