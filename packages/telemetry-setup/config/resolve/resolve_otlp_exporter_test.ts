import type { SpanExporterConfigModel } from "@opentelemetry/configuration";
import assert from "node:assert/strict";
import { describeProblem } from "../config_problem.ts";
import { createEnvSettings } from "../create_env_settings.ts";
import { type OtlpSignal, resolveOtlpExporter } from "./resolve_otlp_exporter.ts";
import { separateSources } from "../separate_sources.ts";

type Env = Readonly<Record<string, string>>;

function resolve(env: Env, signal: OtlpSignal = "traces") {
  const settings = createEnvSettings((name) => env[name], { readIneffective: true });
  const { value: exporter, explanation } = separateSources<SpanExporterConfigModel>(
    resolveOtlpExporter(settings, signal),
  );
  const { endpoint, headers, compression, timeout, tls } = (exporter.otlp_http ??
    exporter.otlp_grpc)!;
  const problems = settings.problems().map(describeProblem);
  return { exporter, endpoint, headers, compression, timeout, tls, problems, explanation };
}

const ENDPOINTS: readonly (readonly [string, Env, OtlpSignal, string])[] = [
  ["nothing is set", {}, "traces", "http://localhost:4318/v1/traces"],
  ["nothing is set", {}, "metrics", "http://localhost:4318/v1/metrics"],
  ["nothing is set", {}, "logs", "http://localhost:4318/v1/logs"],
  [
    "the general endpoint has no path",
    { OTEL_EXPORTER_OTLP_ENDPOINT: "http://collector:4318" },
    "traces",
    "http://collector:4318/v1/traces",
  ],
  [
    "the general endpoint has a path that ends with a slash",
    { OTEL_EXPORTER_OTLP_ENDPOINT: "http://collector:4318/mycollector/" },
    "logs",
    "http://collector:4318/mycollector/v1/logs",
  ],
  [
    "the general endpoint has a path that ends without a slash",
    { OTEL_EXPORTER_OTLP_ENDPOINT: "http://collector:4318/mycollector" },
    "metrics",
    "http://collector:4318/mycollector/v1/metrics",
  ],
  [
    "the general endpoint has a query",
    { OTEL_EXPORTER_OTLP_ENDPOINT: "http://collector/otlp?key=1" },
    "traces",
    "http://collector/otlp/v1/traces?key=1",
  ],
  [
    "the signal has its own endpoint",
    {
      OTEL_EXPORTER_OTLP_ENDPOINT: "http://collector:4318/mycollector/",
      OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: "https://collector.example.com/v1/metrics/",
    },
    "metrics",
    "https://collector.example.com/v1/metrics/",
  ],
  [
    "the signal's own endpoint has no path",
    { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: "http://collector:4318" },
    "traces",
    "http://collector:4318/",
  ],
  [
    "another signal has its own endpoint",
    { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: "http://collector:4318" },
    "logs",
    "http://localhost:4318/v1/logs",
  ],
  [
    "the protocol is gRPC and nothing else is set",
    { OTEL_EXPORTER_OTLP_PROTOCOL: "grpc" },
    "traces",
    "http://localhost:4317",
  ],
  [
    "the protocol is gRPC and the general endpoint is set",
    { OTEL_EXPORTER_OTLP_PROTOCOL: "grpc", OTEL_EXPORTER_OTLP_ENDPOINT: "http://collector:4317/" },
    "metrics",
    "http://collector:4317",
  ],
  [
    "the protocol is gRPC and the endpoint has no scheme",
    { OTEL_EXPORTER_OTLP_PROTOCOL: "grpc", OTEL_EXPORTER_OTLP_ENDPOINT: "collector:4317" },
    "logs",
    "https://collector:4317",
  ],
  [
    "the protocol is gRPC and the endpoint has no scheme and is insecure",
    {
      OTEL_EXPORTER_OTLP_PROTOCOL: "grpc",
      OTEL_EXPORTER_OTLP_ENDPOINT: "collector:4317",
      OTEL_EXPORTER_OTLP_INSECURE: "true",
    },
    "logs",
    "http://collector:4317",
  ],
  [
    "the signal takes insecure back",
    {
      OTEL_EXPORTER_OTLP_PROTOCOL: "grpc",
      OTEL_EXPORTER_OTLP_LOGS_ENDPOINT: "collector:4317",
      OTEL_EXPORTER_OTLP_INSECURE: "true",
      OTEL_EXPORTER_OTLP_LOGS_INSECURE: "false",
    },
    "logs",
    "https://collector:4317",
  ],
];
for (const [when, env, signal, endpoint] of ENDPOINTS) {
  Deno.test(`resolveOtlpExporter() sends ${signal} to ${endpoint}, when ${when}`, () => {
    const resolved = resolve(env, signal);
    assert.equal(resolved.endpoint, endpoint);
    assert.deepEqual(resolved.problems, []);
  });
}

Deno.test("resolveOtlpExporter() chooses encoding and transport by the protocol", () => {
  const of = (protocol: string) => resolve({ OTEL_EXPORTER_OTLP_PROTOCOL: protocol }).exporter;
  const encodingOf = (protocol: string) => {
    const exporter = of(protocol);
    return "otlp_http" in exporter ? exporter.otlp_http?.encoding : "gRPC";
  };
  assert.equal(encodingOf(""), "protobuf");
  assert.equal(encodingOf("http/protobuf"), "protobuf");
  assert.equal(encodingOf("HTTP/JSON"), "json");
  assert.equal(encodingOf("grpc"), "gRPC");
});

Deno.test("resolveOtlpExporter() takes the signal's protocol, when the general one differs", () => {
  const env = {
    OTEL_EXPORTER_OTLP_PROTOCOL: "grpc",
    OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: "http/json",
  };
  assert.deepEqual(Object.keys(resolve(env, "traces").exporter), ["otlp_http"]);
  assert.deepEqual(Object.keys(resolve(env, "logs").exporter), ["otlp_grpc"]);
});

Deno.test("resolveOtlpExporter() takes the signal's compression and timeout", () => {
  const env = {
    OTEL_EXPORTER_OTLP_COMPRESSION: "gzip",
    OTEL_EXPORTER_OTLP_LOGS_COMPRESSION: "NONE",
    OTEL_EXPORTER_OTLP_TIMEOUT: "500",
    OTEL_EXPORTER_OTLP_LOGS_TIMEOUT: "0",
  };
  const traces = resolve(env, "traces");
  assert.deepEqual([traces.compression, traces.timeout], ["gzip", 500]);
  const logs = resolve(env, "logs");
  assert.deepEqual([logs.compression, logs.timeout], ["none", 0]);
});

Deno.test("resolveOtlpExporter() adds the signal's headers to the general ones, and they win", () => {
  const env = {
    OTEL_EXPORTER_OTLP_HEADERS: "api-key=general,x-team=blue",
    OTEL_EXPORTER_OTLP_TRACES_HEADERS: "API-Key=own,x-extra=1",
  };
  assert.deepEqual(resolve(env, "traces").headers, [
    { name: "API-Key", value: "own" },
    { name: "x-team", value: "blue" },
    { name: "x-extra", value: "1" },
  ]);
  assert.deepEqual(resolve(env, "logs").headers, [
    { name: "api-key", value: "general" },
    { name: "x-team", value: "blue" },
  ]);
});

const MESSAGES: readonly (readonly [Env, string, readonly string[]])[] = [
  [
    { OTEL_EXPORTER_OTLP_ENDPOINT: "collector:4318" },
    "http://localhost:4318/v1/traces",
    [
      'Cannot use OTEL_EXPORTER_OTLP_ENDPOINT="collector:4318": expected a URL like http://localhost:4318; using http://localhost:4318',
    ],
  ],
  [
    {
      OTEL_EXPORTER_OTLP_ENDPOINT: "http://me:s3cr3t@collector/",
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: "htp://me:s3cr3t@x?key=s3cr3t",
    },
    "http://me:s3cr3t@collector/v1/traces",
    [
      'Cannot use OTEL_EXPORTER_OTLP_TRACES_ENDPOINT="htp://***@x?***": expected a URL like http://localhost:4318; using http://***@collector/v1/traces',
    ],
  ],
  [
    { OTEL_EXPORTER_OTLP_PROTOCOL: "grpc", OTEL_EXPORTER_OTLP_ENDPOINT: "http://c:4317/v1/traces" },
    "http://c:4317",
    [
      'Cannot use OTEL_EXPORTER_OTLP_ENDPOINT="http://c:4317/v1/traces": expected no path with gRPC; using http://c:4317',
    ],
  ],
  [
    { OTEL_EXPORTER_OTLP_HEADERS: "authorization: s3cr3t,a=b" },
    "http://localhost:4318/v1/traces",
    [
      'Cannot use OTEL_EXPORTER_OTLP_HEADERS="***": expected name=value pairs, separated by commas, with percent-encoded values (see pair 1); using the other 1',
    ],
  ],
];
for (const [env, endpoint, messages] of MESSAGES) {
  Deno.test(`resolveOtlpExporter() tells ${Object.values(env).at(-1)} in one line`, () => {
    const resolved = resolve(env);
    assert.equal(resolved.endpoint, endpoint);
    assert.deepEqual(resolved.problems, messages);
  });
}

Deno.test("resolveOtlpExporter() has the TLS files of the signal before the general ones", () => {
  const { tls, problems } = resolve({
    OTEL_EXPORTER_OTLP_CERTIFICATE: "/ca.pem",
    OTEL_EXPORTER_OTLP_CLIENT_KEY: "/key.pem",
    OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE: "/cert.pem",
    OTEL_EXPORTER_OTLP_LOGS_CERTIFICATE: "/logs.pem",
  }, "logs");
  assert.deepEqual(tls, { ca_file: "/logs.pem", key_file: "/key.pem", cert_file: "/cert.pem" });
  assert.deepEqual(problems, []);
});

for (const [given, missing] of [["KEY", "CERTIFICATE"], ["CERTIFICATE", "KEY"]] as const) {
  Deno.test(`resolveOtlpExporter() refuses CLIENT_${given} without CLIENT_${missing}`, () => {
    const { tls, problems } = resolve({ [`OTEL_EXPORTER_OTLP_CLIENT_${given}`]: "/x.pem" });
    assert.deepEqual(tls, { ca_file: null, key_file: null, cert_file: null });
    assert.deepEqual(problems, [
      `Cannot use OTEL_EXPORTER_OTLP_CLIENT_${given}="/x.pem": expected OTEL_EXPORTER_OTLP_CLIENT_${missing} beside it; using no client certificate`,
    ]);
  });
}

Deno.test("resolveOtlpExporter() says with gRPC whether insecure was asked for", () => {
  const { tls, endpoint } = resolve({
    OTEL_EXPORTER_OTLP_PROTOCOL: "grpc",
    OTEL_EXPORTER_OTLP_ENDPOINT: "collector:4317",
    OTEL_EXPORTER_OTLP_TRACES_INSECURE: "true",
  });
  assert.deepEqual(tls, { ca_file: null, key_file: null, cert_file: null, insecure: true });
  assert.equal(endpoint, "http://collector:4317");
});

Deno.test("resolveOtlpExporter() explains where each value is from, and masks secrets", () => {
  const { explanation } = resolve({
    OTEL_EXPORTER_OTLP_HEADERS: "a=s3cr3t,b=s3cr3t",
    OTEL_EXPORTER_OTLP_TRACES_HEADERS: "B=s3cr3t",
    OTEL_EXPORTER_OTLP_ENDPOINT: "http://me:s3cr3t@host/",
    OTEL_EXPORTER_OTLP_TRACES_TIMEOUT: "1",
  });
  const lines = explanation.map(({ path, value, source }) =>
    `${path.replace("otlp_http.", "")} ${JSON.stringify(value)} ${source}`
  );
  assert.deepEqual(lines, [
    'endpoint "http://***@host/v1/traces" OTEL_EXPORTER_OTLP_ENDPOINT',
    "tls.ca_file null default",
    "tls.key_file null default",
    "tls.cert_file null default",
    'headers[0] {"name":"a","value":"***"} OTEL_EXPORTER_OTLP_HEADERS',
    'headers[1] {"name":"B","value":"***"} OTEL_EXPORTER_OTLP_TRACES_HEADERS',
    'compression "none" default',
    "timeout 1 OTEL_EXPORTER_OTLP_TRACES_TIMEOUT",
    'encoding "protobuf" default',
  ]);
});
