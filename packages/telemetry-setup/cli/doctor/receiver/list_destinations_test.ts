import assert from "node:assert/strict";
import { resolveConfig } from "../../../config/resolve_config.ts";
import { listDestinations } from "./list_destinations.ts";

type Model = Parameters<typeof listDestinations>[0];

function list(model: Model): readonly string[] {
  return listDestinations(model)
    .map(({ signal, protocol, url }) => `${signal} ${protocol} ${url.href}`);
}
function listEnv(env: Readonly<Record<string, string>>): readonly string[] {
  return list(resolveConfig((name) => env[name]).config);
}

Deno.test("listDestinations() lists where each signal is sent", () => {
  assert.deepEqual(
    listEnv({ OTEL_EXPORTER_OTLP_LOGS_PROTOCOL: "grpc", OTEL_METRICS_EXPORTER: "console" }),
    ["traces http http://localhost:4318/v1/traces", "logs grpc http://localhost:4317/"],
  );
});

Deno.test("listDestinations() lists what a file sends one by one, or without a scheme", () => {
  const traces = (endpoint: string, insecure: boolean): Model => ({
    tracer_provider: {
      processors: [{ simple: { exporter: { otlp_grpc: { endpoint, tls: { insecure } } } } }],
    },
  });
  assert.deepEqual(list(traces("a:4317", false)), ["traces grpc https://a:4317/"]);
  assert.deepEqual(list(traces("a:4317", true)), ["traces grpc http://a:4317/"]);
  assert.deepEqual(list(traces("http://a:4317", false)), ["traces grpc http://a:4317/"]);
});

Deno.test("listDestinations() says where the exporter stands in the model", () => {
  const { config, explanation } = resolveConfig(() => undefined);
  for (const { path } of listDestinations(config)) {
    assert.ok(explanation.some((setting) => setting.path === `${path}.endpoint`), path);
  }
});

Deno.test("listDestinations() lists nothing where telemetry is disabled", () => {
  assert.deepEqual(listEnv({ OTEL_SDK_DISABLED: "true" }), []);
});
