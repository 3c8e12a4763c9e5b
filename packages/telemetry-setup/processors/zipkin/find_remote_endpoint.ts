import type { Attributes } from "@opentelemetry/api";

/** In the specification's order: the attribute that names the peer, and the one with its port. */
const CANDIDATES: readonly (readonly [name: string, port?: string])[] = [
  ["peer.service"],
  ["server.address"],
  ["net.peer.name"],
  ["network.peer.address", "network.peer.port"],
  ["server.socket.domain"],
  ["server.socket.address", "server.socket.port"],
  ["net.sock.peer.name"],
  ["net.sock.peer.addr", "net.sock.peer.port"],
  ["peer.hostname"],
  ["peer.address"],
  ["db.name"],
];

/**
 * The other side of a call, as Zipkin names it: without one, Zipkin draws no dependency.
 *
 * @param attributes Those of a span of kind CLIENT or PRODUCER.
 * @see {@link https://opentelemetry.io/docs/specs/otel/trace/sdk_exporters/zipkin/#otlp---zipkin}
 *
 * @example An address, and a name that is better
 * ```ts
 * import { equal } from "node:assert/strict";
 *
 * const address = { "network.peer.address": "10.0.0.1", "network.peer.port": 5432 };
 * equal(findRemoteEndpoint(address), "10.0.0.1:5432");
 * equal(findRemoteEndpoint({ ...address, "server.address": "db" }), "db");
 * ```
 */
export function findRemoteEndpoint(attributes: Attributes): string | undefined {
  for (const [name, port] of CANDIDATES) {
    const value = attributes[name];
    if (value === undefined || value === "") continue;
    const portValue = port === undefined ? undefined : attributes[port];
    return portValue === undefined ? String(value) : `${value}:${portValue}`;
  }
  return undefined;
}
