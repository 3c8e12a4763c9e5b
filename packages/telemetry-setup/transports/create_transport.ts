import { createOtlpGrpcTransport } from "./otlp/otlp_grpc_transport.ts";
import { createOtlpHttpTransport } from "./otlp/otlp_http_transport.ts";
import type { Transport } from "./transport.ts";
import type { OtlpTransportConfig } from "./transport_config.ts";

/** The transport for a configuration, on the thread it is called on. */
export function createTransport(config: OtlpTransportConfig): Transport {
  return config.protocol === "grpc"
    ? createOtlpGrpcTransport(config)
    : createOtlpHttpTransport(config);
}
