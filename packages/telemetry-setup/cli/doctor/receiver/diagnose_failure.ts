import type { Destination } from "./list_destinations.ts";

/** The ports that receivers have by default, and what they speak there. */
const DEFAULT_PORTS: Readonly<Record<string, Destination["protocol"]>> = {
  "4317": "grpc",
  "4318": "http",
};
/** What a receiver says that has understood, but does not want to. */
const UNDERSTOOD = /status (429|503)|gRPC status (8|14)\b|TLS|certificate/;

/** What to do, where the answer says enough. */
const REMEDIES: readonly (readonly [pattern: RegExp, remedy: string])[] = [
  // What is sent already says whether there are any.
  [/status 401|gRPC status 16/, "set OTEL_EXPORTER_OTLP_HEADERS"],
  [
    /status 403|gRPC status 7\b/,
    "the credentials in OTEL_EXPORTER_OTLP_HEADERS do not permit this",
  ],
];

/** What {@linkcode diagnoseFailure} has to know besides what the delivery said. */
export interface FailureFacts {
  /** Whether the receiver takes what is sent by the other protocol; asked only where it matters. */
  readonly acceptsOther: () => Promise<boolean>;
  /** How the protocol is set, such as `OTEL_EXPORTER_OTLP_PROTOCOL`; `undefined` with a file. */
  readonly protocolVariable: string | undefined;
}

/**
 * Says why a test item was not accepted, and what to do.
 *
 * @param reason What the delivery said.
 */
export async function diagnoseFailure(
  reason: string,
  { protocol, url }: Pick<Destination, "protocol" | "url">,
  { acceptsOther, protocolVariable }: FailureFacts,
): Promise<string> {
  const simple = REMEDIES.find(([pattern]) => pattern.test(reason))?.[1];
  if (simple !== undefined) return `${reason}; ${simple}`;
  if (UNDERSTOOD.test(reason)) return reason;
  const other = protocol === "http" ? "grpc" : "http";
  const name = { grpc: "gRPC", http: "OTLP over HTTP" }[other];
  const remedy = protocolVariable === undefined
    ? `use otlp_${other} in the configuration file`
    : `set ${protocolVariable}=${other === "grpc" ? "grpc" : "http/protobuf"}`;
  if (await acceptsOther()) return `this port speaks ${name}; ${remedy}`;
  if (DEFAULT_PORTS[url.port] === other) {
    const port = other === "grpc" ? 4318 : 4317;
    return `${reason}; port ${url.port} is for ${name}: ${remedy}, or use port ${port}`;
  }
  if (/^no answer of gRPC/.test(reason)) return `${reason}; for ${name} ${remedy}`;
  if (/status 404|gRPC status 12/.test(reason)) {
    return `${reason}; there is no OTLP receiver at this address: check the endpoint and its path`;
  }
  return reason;
}
