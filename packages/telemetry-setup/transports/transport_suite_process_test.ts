import type { OtlpTransportConfig } from "./transport_config.ts";
import { testTransport } from "../testing/transport_suite.ts";
import { createTransport } from "./create_transport.ts";

const PROTOCOLS = [
  { name: "OTLP/HTTP", protocol: "http", compression: "none" },
  {
    name: "OTLP/HTTP with JSON",
    protocol: "http",
    compression: "none",
    contentType: "application/json",
  },
  { name: "OTLP/HTTP with gzip", protocol: "http", compression: "gzip" },
  { name: "OTLP/gRPC", protocol: "grpc", compression: "none" },
  { name: "OTLP/gRPC with gzip", protocol: "grpc", compression: "gzip" },
] as const;

function openDirectly(config: OtlpTransportConfig) {
  const transport = createTransport(config);
  return { transport, close: () => transport.close() };
}

for (const { name, ...protocol } of PROTOCOLS) {
  testTransport({ ...protocol, name, open: openDirectly });
}
