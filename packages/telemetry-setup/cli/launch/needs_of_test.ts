import assert from "node:assert/strict";
import { needsOf } from "./needs_of.ts";

const NONE = {
  OTEL_TRACES_EXPORTER: "none",
  OTEL_METRICS_EXPORTER: "none",
  OTEL_LOGS_EXPORTER: "none",
};
const NEEDED_OF_MACHINE = [
  "/etc/machine-id",
  "/etc/os-release",
  "/var/run/secrets/kubernetes.io/serviceaccount/namespace",
];
const needs = (env: Readonly<Record<string, string>>) => needsOf((name) => env[name]);

Deno.test("needsOf() has the trace context that is handed over, where there is some", () => {
  const env = { TRACEPARENT: "00-1-2-01", B3: "1-2" };
  assert.deepEqual(needs(env).env, ["TRACEPARENT", "B3"]);
});

Deno.test("needsOf() names the receiver of all signals once", () => {
  assert.deepEqual(needs({}), {
    env: [],
    net: ["localhost:4318"],
    read: [],
    readWhereThere: NEEDED_OF_MACHINE,
    write: [],
  });
});

Deno.test("needsOf() names each receiver, with the port that its URL leaves out", () => {
  const { net } = needs({
    OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: "https://traces.example.com/v1/traces",
    OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: "http://[::1]/v1/metrics",
    OTEL_LOGS_EXPORTER: "console",
  });
  assert.deepEqual(net.toSorted(), ["[::1]:80", "traces.example.com:443"]);
});

Deno.test("needsOf() names Zipkin, Prometheus and the servers that samplers ask", () => {
  const { net } = needs({
    ...NONE,
    OTEL_TRACES_EXPORTER: "zipkin",
    OTEL_METRICS_EXPORTER: "prometheus",
    OTEL_EXPORTER_PROMETHEUS_HOST: "0.0.0.0",
    OTEL_TRACES_SAMPLER: "jaeger_remote",
    OTEL_TRACES_SAMPLER_ARG: "endpoint=http://jaeger:14250",
  });
  assert.deepEqual(net.toSorted(), ["0.0.0.0:9464", "jaeger:14250", "localhost:9411"]);
});

Deno.test("needsOf() names files of certificates and keys", () => {
  const { read } = needs({
    OTEL_EXPORTER_OTLP_ENDPOINT: "https://collector",
    OTEL_EXPORTER_OTLP_CERTIFICATE: "ca.pem",
    OTEL_EXPORTER_OTLP_TRACES_CLIENT_KEY: "/keys/key.pem",
    OTEL_EXPORTER_OTLP_TRACES_CLIENT_CERTIFICATE: "/keys/cert.pem",
  });
  assert.deepEqual(read.toSorted(), ["/keys/cert.pem", "/keys/key.pem", "ca.pem"]);
});

Deno.test("needsOf() needs nothing where nothing is recorded", () => {
  assert.deepEqual(needs({ OTEL_SDK_DISABLED: "true" }), {
    env: [],
    net: [],
    read: [],
    readWhereThere: [],
    write: [],
  });
});

Deno.test("needsOf() names those variables of platforms that are set", () => {
  const { env } = needs({ ...NONE, K_SERVICE: "dice", K_REVISION: "", FLY_REGION: "ams" });
  assert.deepEqual(env, ["FLY_REGION", "K_SERVICE"]);
});

Deno.test("needsOf() names the folder that keeps what cannot be sent, where there is one", () => {
  for (const name of ["OTEL_DENO_SPOOL_DIR", "OTEL_DENO_DEFAULT_SPOOL_DIR"]) {
    const { read, write } = needs({ ...NONE, [name]: "/state/spool" });
    assert.deepEqual({ read, write }, { read: ["/state/spool"], write: ["/state/spool"] });
  }
  assert.deepEqual(needs({ ...NONE, OTEL_DENO_SPOOL_DIR: "none" }).write, []);
});
