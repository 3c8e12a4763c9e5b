import assert from "node:assert/strict";
import { resolveConfig } from "../../../config/resolve_config.ts";
import { digestDestination } from "../../../transports/queue/digest_destination.ts";
import { listReplayDestinations } from "./list_replay_destinations.ts";

const list = (env: Readonly<Record<string, string>>) =>
  listReplayDestinations(resolveConfig((name) => env[name]).config, assert.fail);

Deno.test("listReplayDestinations() has each signal's, as they are configured", () => {
  const destinations = list({
    OTEL_EXPORTER_OTLP_ENDPOINT: "http://a:4318",
    OTEL_EXPORTER_OTLP_LOGS_PROTOCOL: "grpc",
    OTEL_EXPORTER_OTLP_LOGS_ENDPOINT: "http://b:4317",
    OTEL_TRACES_EXPORTER: "otlp,zipkin,console",
  });
  assert.deepEqual(
    destinations.map(({ signal, exporter, transport }) => [
      signal,
      exporter,
      transport.destination,
    ]),
    [
      ["traces", "otlp_http", "http://a:4318"],
      ["traces", "zipkin", "http://localhost:9411"],
      ["metrics", "otlp_http", "http://a:4318"],
      ["logs", "otlp_grpc", "http://b:4317"],
    ],
  );
});

Deno.test("listReplayDestinations() has the digests that the application's spool has", () => {
  const [traces] = list({
    OTEL_EXPORTER_OTLP_HEADERS: "tenant=blue",
    OTEL_METRICS_EXPORTER: "none",
    OTEL_LOGS_EXPORTER: "none",
  });
  const config = {
    protocol: "http",
    endpoint: "http://localhost:4318/v1/traces",
    timeoutMillis: 1,
    compression: "none",
    userAgent: "",
  } as const;
  assert.equal(traces?.digest, digestDestination({ ...config, headers: { tenant: "blue" } }));
  assert.notEqual(traces.digest, digestDestination({ ...config, headers: { tenant: "red" } }));
});

Deno.test("listReplayDestinations() has none where telemetry is off or stays here", () => {
  assert.deepEqual(list({ OTEL_SDK_DISABLED: "true" }), []);
  const off = { OTEL_METRICS_EXPORTER: "prometheus", OTEL_LOGS_EXPORTER: "none" };
  assert.deepEqual(list({ ...off, OTEL_TRACES_EXPORTER: "console" }), []);
});
