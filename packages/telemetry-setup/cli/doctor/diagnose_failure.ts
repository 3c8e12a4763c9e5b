import type { Destination } from "./list_destinations.ts";

/** The ports that receivers have by default, and what they speak there. */
const DEFAULT_PORTS: Readonly<Record<string, Destination["protocol"]>> = {
  "4317": "grpc",
  "4318": "http",
};

/**
 * Says what to do about a test item that was not accepted.
 *
 * @param reason What the delivery said.
 */
export function diagnoseFailure(reason: string, { protocol, url }: Destination): string {
  const expected = DEFAULT_PORTS[url.port];
  if (expected !== undefined && expected !== protocol) {
    return expected === "grpc"
      ? "port 4317 is gRPC's: set OTEL_EXPORTER_OTLP_PROTOCOL=grpc, or use port 4318"
      : "port 4318 is HTTP's: set OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf, or use port 4317";
  }
  if (/status 401|gRPC status 16/.test(reason)) {
    return "the receiver wants credentials: set OTEL_EXPORTER_OTLP_HEADERS";
  }
  if (/status 403|gRPC status 7\b/.test(reason)) {
    return "the credentials in OTEL_EXPORTER_OTLP_HEADERS do not permit this";
  }
  if (/status 404|gRPC status 12/.test(reason)) {
    return "there is no OTLP receiver at this address; check the endpoint and its path";
  }
  return "";
}
