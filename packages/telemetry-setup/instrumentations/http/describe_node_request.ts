// Hot path: runs once a request.
import type { Peer, ServerRequest } from "./describe_request.ts";
import { type NodeHeaderRecord, NodeHeaders } from "./node_headers.ts";

/** The connection a request came by. */
export interface NodeSocket {
  readonly remoteAddress?: string | undefined;
  readonly remotePort?: number | undefined;
  readonly encrypted?: boolean;
}

/** What is used of a `http.IncomingMessage`. */
export interface NodeIncomingMessage {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: NodeHeaderRecord;
  readonly httpVersion: string;
  readonly socket: NodeSocket;
}

/** What is used of a `http2.ServerHttp2Stream`. */
export interface NodeHttp2Stream {
  readonly session?: { readonly socket: NodeSocket } | undefined;
}

/** A request to a server of Node's, as the recorder takes it. */
export interface NodeRequest {
  readonly request: ServerRequest;
  readonly peer: Peer | undefined;
  readonly protocolVersion: string;
}

/** Describes a request by HTTP/1. */
export function describeNodeRequest(message: NodeIncomingMessage): NodeRequest {
  const { method = "", url = "", headers, httpVersion, socket } = message;
  const target = { scheme: socket.encrypted === true ? "https" : "http", host: headers["host"] };
  return {
    request: { method, url: urlOf(url, target), headers: new NodeHeaders(headers) },
    peer: peerOf(socket),
    protocolVersion: httpVersion === "2.0" ? "2" : httpVersion,
  };
}

/** Describes a request by HTTP/2. */
export function describeNodeStream(
  { session }: NodeHttp2Stream,
  headers: NodeHeaderRecord,
): NodeRequest {
  const target = { scheme: headers[":scheme"], host: headers[":authority"] ?? headers["host"] };
  return {
    request: {
      method: String(headers[":method"] ?? ""),
      url: urlOf(String(headers[":path"] ?? ""), target),
      headers: new NodeHeaders(headers),
    },
    peer: session && peerOf(session.socket),
    protocolVersion: "2",
  };
}

interface Target {
  readonly scheme: unknown;
  readonly host: unknown;
}

/** What a client sends as a host may be anything, but must not become a part of the path. */
function urlOf(path: string, { scheme, host }: Target): string {
  if (/^https?:\/\//i.test(path)) return path.replace(/^https?/i, (name) => name.toLowerCase());
  const authority = typeof host === "string" && !/[/?#]/.test(host) ? host : "";
  const rest = path.startsWith("/") ? path : `/${path}`;
  return `${scheme === "https" ? "https" : "http"}://${authority}${rest}`;
}

function peerOf({ remoteAddress, remotePort }: NodeSocket): Peer | undefined {
  if (remoteAddress === undefined || remotePort === undefined) return undefined;
  return { address: remoteAddress, port: remotePort };
}
