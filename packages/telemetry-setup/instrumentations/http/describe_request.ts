// Hot path: runs once a request.
import type { Attributes } from "@opentelemetry/api";
import {
  ATTR_CLIENT_ADDRESS,
  ATTR_CLIENT_PORT,
  ATTR_HTTP_REQUEST_METHOD,
  ATTR_HTTP_REQUEST_METHOD_ORIGINAL,
  ATTR_NETWORK_PEER_ADDRESS,
  ATTR_NETWORK_PEER_PORT,
  ATTR_SERVER_ADDRESS,
  ATTR_SERVER_PORT,
  ATTR_URL_PATH,
  ATTR_URL_QUERY,
  ATTR_URL_SCHEME,
  ATTR_USER_AGENT_ORIGINAL,
} from "@opentelemetry/semantic-conventions";
import type { HttpServerSettings } from "./http_server_settings.ts";
import { parseRequestUrl } from "./parse_request_url.ts";
import { readForwarded } from "./read_forwarded.ts";
import type { ReadableHeaders } from "./readable_headers.ts";

/** The peer of the connection a request came by, where there is one. */
export interface Peer {
  readonly address: string;
  readonly port: number;
}

/** What is read of a request; a `Request` is one. */
export interface ServerRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: ReadableHeaders;
}

/** How {@linkcode describeRequest} reads a request. */
export interface DescribeOptions {
  readonly settings: HttpServerSettings;
  readonly readHeader: (request: ServerRequest, name: string) => string | null;
}

/** A request in the words of the conventions. */
export interface DescribedRequest {
  /** A known method, or `_OTHER`. */
  readonly method: string;
  readonly scheme: string;
  readonly attributes: Attributes;
}

/**
 * Describes a request by the attributes that a SERVER span begins with.
 *
 * @see {@link https://opentelemetry.io/docs/specs/semconv/http/http-spans/#http-server-span}
 */
export function describeRequest(
  request: ServerRequest,
  peer: Peer | undefined,
  { settings, readHeader }: DescribeOptions,
): DescribedRequest {
  const { scheme, host, port, path, query } = parseRequestUrl(request.url);
  const { method: sent } = request;
  const known = settings.findMethod(sent);
  const method = known ?? "_OTHER";
  const attributes: Attributes = peer !== undefined && host !== "" && port !== undefined
    // The names are written out, as V8 adds keys that it has to look up one after the other.
    ? {
      "http.request.method": method,
      "url.path": path,
      "url.scheme": scheme,
      "server.address": host,
      "server.port": port,
      "client.address": peer.address,
      "network.peer.address": peer.address,
      "network.peer.port": peer.port,
    }
    : describeSparse({ method, path, scheme, host, port, peer });
  if (known === undefined) attributes[ATTR_HTTP_REQUEST_METHOD_ORIGINAL] = sent;
  if (query !== "") attributes[ATTR_URL_QUERY] = settings.redactQuery(query);
  const userAgent = readHeader(request, "user-agent");
  if (userAgent !== null) attributes[ATTR_USER_AGENT_ORIGINAL] = userAgent;
  settings.captureRequestHeaders?.(request.headers, attributes);
  if (!settings.trustProxy) return { method, scheme, attributes };
  return { method, scheme: applyForwarded(request.headers, attributes, scheme), attributes };
}

/** Of a request by a Unix socket, or for no host. */
function describeSparse(
  { method, path, scheme, host, port, peer }: {
    readonly method: string;
    readonly path: string;
    readonly scheme: string;
    readonly host: string;
    readonly port: number | undefined;
    readonly peer: Peer | undefined;
  },
): Attributes {
  const attributes: Attributes = {
    [ATTR_HTTP_REQUEST_METHOD]: method,
    [ATTR_URL_PATH]: path,
    [ATTR_URL_SCHEME]: scheme,
  };
  if (host !== "") {
    attributes[ATTR_SERVER_ADDRESS] = host;
    if (port !== undefined) attributes[ATTR_SERVER_PORT] = port;
  }
  if (peer !== undefined) {
    attributes[ATTR_CLIENT_ADDRESS] = peer.address;
    attributes[ATTR_NETWORK_PEER_ADDRESS] = peer.address;
    attributes[ATTR_NETWORK_PEER_PORT] = peer.port;
  }
  return attributes;
}

const DEFAULT_PORTS: Readonly<Record<string, number>> = { http: 80, https: 443 };

/** @returns The scheme that the client used. */
function applyForwarded(headers: ReadableHeaders, attributes: Attributes, scheme: string): string {
  const forwarded = readForwarded(headers);
  if (forwarded.client !== undefined) {
    attributes[ATTR_CLIENT_ADDRESS] = forwarded.client;
    if (forwarded.clientPort !== undefined) attributes[ATTR_CLIENT_PORT] = forwarded.clientPort;
  }
  const actual = forwarded.scheme ?? scheme;
  attributes[ATTR_URL_SCHEME] = actual;
  const port = DEFAULT_PORTS[actual];
  if (forwarded.host !== undefined) {
    attributes[ATTR_SERVER_ADDRESS] = forwarded.host;
    attributes[ATTR_SERVER_PORT] = forwarded.port ?? port;
  } else if (attributes[ATTR_SERVER_PORT] === DEFAULT_PORTS[scheme]) {
    // Nobody named the port: it is that of the scheme.
    attributes[ATTR_SERVER_PORT] = port;
  }
  return actual;
}
