import assert from "node:assert/strict";
import { type NetworkExporter, toTransportConfig } from "./to_transport_config.ts";

const USER_AGENT = "otel-deno-test/1.2.3";

Deno.test("toTransportConfig() takes the signal's default endpoint, when there is none", () => {
  for (const signal of ["traces", "metrics", "logs"] as const) {
    const config = toTransportConfig({ name: "otlp_http", options: { endpoint: null } }, {
      signal,
      userAgent: USER_AGENT,
      headers: {},
      readTls: () => assert.fail("there is nothing to read"),
    });
    assert.deepEqual(config, {
      protocol: "http",
      endpoint: `http://localhost:4318/v1/${signal}`,
      headers: {},
      timeoutMillis: 10_000,
      compression: "none",
      userAgent: USER_AGENT,
    });
  }
  assert.equal(convert({ name: "otlp_grpc", options: {} }).endpoint, "http://localhost:4317");
});

Deno.test("toTransportConfig() keeps what is set", () => {
  const options = {
    endpoint: "https://collector:4317",
    compression: "gzip",
    timeout: 500,
  };
  assert.deepEqual(convert({ name: "otlp_grpc", options }), {
    protocol: "grpc",
    endpoint: "https://collector:4317",
    headers: { a: "1" },
    timeoutMillis: 500,
    compression: "gzip",
    userAgent: USER_AGENT,
  });
});

Deno.test("toTransportConfig() takes a timeout of 0 for none", () => {
  const { timeoutMillis } = convert({ name: "zipkin", options: { timeout: 0 } });
  assert.ok(timeoutMillis > 24 * 24 * 3_600_000);
});

Deno.test("toTransportConfig() lets insecure decide for gRPC, when the endpoint has no scheme", () => {
  const grpcEndpoint = (endpoint: string, insecure: boolean | null) =>
    convert({ name: "otlp_grpc", options: { endpoint, tls: { insecure } } }).endpoint;
  assert.equal(grpcEndpoint("collector:4317", true), "http://collector:4317");
  assert.equal(grpcEndpoint("collector:4317", false), "https://collector:4317");
  assert.equal(grpcEndpoint("collector:4317", null), "https://collector:4317");
  assert.equal(grpcEndpoint("https://collector:4317", true), "https://collector:4317");
  assert.equal(grpcEndpoint("http://collector:4317", false), "http://collector:4317");
});

Deno.test("toTransportConfig() reads certificates, when the endpoint's scheme is https", () => {
  const tls = { ca_file: "ca.pem" };
  const options = { endpoint: "https://collector:4318/v1/traces", tls };
  assert.deepEqual(convert({ name: "otlp_http", options }).tls, { ca: "text of ca.pem" });
  const grpc = { endpoint: "collector:4317", tls };
  assert.deepEqual(convert({ name: "otlp_grpc", options: grpc }).tls, { ca: "text of ca.pem" });
  const plain = { endpoint: "http://collector:4317", tls };
  assert.equal(convert({ name: "otlp_grpc", options: plain }).tls, undefined);
});

function convert(exporter: NetworkExporter) {
  return toTransportConfig(exporter, {
    signal: "traces",
    userAgent: USER_AGENT,
    headers: { a: "1" },
    readTls: ({ ca_file }) => ca_file ? { ca: `text of ${ca_file}` } : undefined,
  });
}
