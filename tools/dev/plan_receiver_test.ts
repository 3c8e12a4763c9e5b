import assert from "node:assert/strict";
import { resolveConfig } from "../../packages/telemetry-setup/config/resolve_config.ts";
import { planReceiver } from "./plan_receiver.ts";

function plan(env: Readonly<Record<string, string>>, listening: readonly number[] = []) {
  const readEnv = (name: string) => env[name];
  return planReceiver(resolveConfig(readEnv).config, {
    readEnv,
    isListening: (port) => Promise.resolve(listening.includes(port)),
  });
}

const HTTP = { OTEL_EXPORTER_OTLP_ENDPOINT: "http://localhost:4318" };
const GRPC = { OTEL_EXPORTER_OTLP_ENDPOINT: "http://localhost:4317" };

Deno.test("planReceiver() starts a viewer, when nobody is named and nobody listens", async () => {
  assert.deepEqual(await plan({}), {
    kind: "viewer",
    args: ["--otlp-http-port", "4318", "--otlp-grpc-port", "4317"],
    env: HTTP,
  });
});

Deno.test("planReceiver() leaves an endpoint that is set alone, whoever listens", async () => {
  for (const name of ["ENDPOINT", "LOGS_ENDPOINT"]) {
    const env = { [`OTEL_EXPORTER_OTLP_${name}`]: "http://collector:1234" };
    assert.equal((await plan(env, [4317, 4318])).kind, "given", name);
  }
  assert.deepEqual(await plan({ OTEL_EXPORTER_OTLP_ENDPOINT: "http://collector:1234" }), {
    kind: "given",
    endpoint: "http://collector:1234/v1/traces",
  });
});

Deno.test("planReceiver() takes whoever listens, by gRPC where there is only that", async () => {
  assert.deepEqual(await plan({}, [4317, 4318]), { kind: "running", port: 4318, env: HTTP });
  assert.deepEqual(await plan({}, [4318]), { kind: "running", port: 4318, env: HTTP });
  assert.deepEqual(await plan({}, [4317]), {
    kind: "running",
    port: 4317,
    env: { ...GRPC, OTEL_EXPORTER_OTLP_PROTOCOL: "grpc" },
  });
});

Deno.test("planReceiver() starts a viewer beside whoever has the port that is not wanted", async () => {
  assert.deepEqual(await plan({ OTEL_EXPORTER_OTLP_PROTOCOL: "grpc" }, [4318]), {
    kind: "viewer",
    args: ["--otlp-http-port", "0", "--otlp-grpc-port", "4317"],
    env: GRPC,
  });
  const json = await plan({ OTEL_EXPORTER_OTLP_PROTOCOL: "http/json" }, [4317]);
  assert.equal(json.kind, "viewer", "who asks for HTTP gets it");
});

Deno.test("planReceiver() takes the ports of the Collector's tasks", async () => {
  assert.deepEqual(await plan({ OTLP_HTTP_PORT: "5318", OTLP_GRPC_PORT: "5317" }), {
    kind: "viewer",
    args: ["--otlp-http-port", "5318", "--otlp-grpc-port", "5317"],
    env: { OTEL_EXPORTER_OTLP_ENDPOINT: "http://localhost:5318" },
  });
});

Deno.test("planReceiver() needs nobody, when nothing is sent", async () => {
  const console = {
    OTEL_TRACES_EXPORTER: "console",
    OTEL_METRICS_EXPORTER: "none",
    OTEL_LOGS_EXPORTER: "none",
  };
  assert.deepEqual(await plan(console), { kind: "nobody" });
  assert.equal((await plan({ ...console, OTEL_LOGS_EXPORTER: "otlp" })).kind, "viewer");
});
