import type { OtlpTransportConfig } from "./transport_config.ts";
import { testTransport } from "../testing/transport_suite.ts";
import { createTransport } from "./create_transport.ts";
import type { Delivery } from "./delivery.ts";
import { createInlineDelivery } from "./inline_delivery.ts";
import { createWorkerDelivery } from "./worker/worker_delivery.ts";

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

/** A deadline of 0 leaves one attempt. Held, because a test that only waits would be over. */
const openIn = (createDelivery: () => Delivery) => (config: OtlpTransportConfig) => {
  const delivery = createDelivery();
  delivery.hold();
  return { transport: delivery.open(config, 0), close: () => delivery.close() };
};

const WAYS = {
  "directly": openDirectly,
  "inline": openIn(() => createInlineDelivery({ onRetry() {} })),
  "in the delivery worker": openIn(() =>
    createWorkerDelivery({
      onRetry() {},
      onFailure: (reason) => {
        throw new Error(reason);
      },
    })
  ),
};

for (const [way, open] of Object.entries(WAYS)) {
  for (const { name, ...protocol } of PROTOCOLS) {
    testTransport({ ...protocol, name: `${name} ${way}`, open });
  }
}
