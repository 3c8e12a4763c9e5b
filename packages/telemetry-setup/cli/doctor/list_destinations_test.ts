import assert from "node:assert/strict";
import { listDestinations } from "./list_destinations.ts";

function list(env: Readonly<Record<string, string>>): readonly string[] {
  return listDestinations((name) => env[name])
    .map(({ signal, protocol, url }) => `${signal} ${protocol} ${url.href}`);
}

Deno.test("listDestinations() lists where each signal is sent", () => {
  assert.deepEqual(
    list({ OTEL_EXPORTER_OTLP_LOGS_PROTOCOL: "grpc", OTEL_METRICS_EXPORTER: "console" }),
    ["traces http http://localhost:4318/v1/traces", "logs grpc http://localhost:4317/"],
  );
});

Deno.test("listDestinations() lists nothing where telemetry is disabled", () => {
  assert.deepEqual(list({ OTEL_SDK_DISABLED: "true" }), []);
});
