import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { mayRunApps } from "./testdata/may_run_apps.ts";

const ignore = !mayRunApps();
const EXPLAIN = fileURLToPath(new URL("explain.ts", import.meta.url));
const PRINT_MODEL = fileURLToPath(new URL("testdata/print_model.ts", import.meta.url));

type Env = Readonly<Record<string, string>>;

/** What is secret stays in the environment, and is all that is needed of it. */
const ENVIRONMENTS: Readonly<Record<string, { readonly env: Env; readonly secrets?: Env }>> = {
  "of defaults": { env: {} },
  "with a resource": {
    env: {
      OTEL_SERVICE_NAME: "${dice} $$",
      OTEL_RESOURCE_ATTRIBUTES: "n=5,t=true,x=~,d=2026-01-02,p=%C3%A4%23%3A",
    },
  },
  "with gRPC, TLS and headers": {
    env: {
      OTEL_EXPORTER_OTLP_PROTOCOL: "grpc",
      OTEL_EXPORTER_OTLP_ENDPOINT: "collector:4317",
      OTEL_EXPORTER_OTLP_LOGS_INSECURE: "true",
      OTEL_EXPORTER_OTLP_CERTIFICATE: "ca.pem",
      OTEL_EXPORTER_OTLP_CLIENT_KEY: "key.pem",
      OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE: "cert.pem",
      OTEL_EXPORTER_OTLP_COMPRESSION: "gzip",
      OTEL_EXPORTER_OTLP_TIMEOUT: "0",
    },
    secrets: {
      OTEL_EXPORTER_OTLP_HEADERS: "api-key=hidden,other=hidden2%20x",
      OTEL_EXPORTER_OTLP_TRACES_HEADERS: "API-KEY=hidden3",
    },
  },
  "with secrets in endpoints": {
    env: { OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: "http://plain:1/x" },
    secrets: {
      OTEL_EXPORTER_OTLP_ENDPOINT: "https://me:hidden@collector:4318/otlp",
      OTEL_EXPORTER_OTLP_LOGS_ENDPOINT: "https://collector/logs?key=hidden2",
    },
  },
  "with every kind of exporter": {
    env: {
      OTEL_TRACES_EXPORTER: "otlp,console,zipkin,otlp/stdout",
      OTEL_METRICS_EXPORTER: "otlp,console,prometheus,otlp/stdout",
      OTEL_LOGS_EXPORTER: "console,otlp/stdout",
      OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
      OTEL_EXPORTER_PROMETHEUS_PORT: "9999",
      OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE: "delta",
      OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION:
        "base2_exponential_bucket_histogram",
      OTEL_METRIC_EXPORT_INTERVAL: "1000",
      OTEL_METRIC_EXPORT_TIMEOUT: "0",
    },
  },
  "with batches, limits and propagators": {
    env: {
      OTEL_BSP_SCHEDULE_DELAY: "1",
      OTEL_BSP_MAX_QUEUE_SIZE: "10",
      OTEL_BLRP_MAX_EXPORT_BATCH_SIZE: "7",
      OTEL_ATTRIBUTE_COUNT_LIMIT: "3",
      OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT: "9",
      OTEL_LOGRECORD_ATTRIBUTE_COUNT_LIMIT: "5",
      OTEL_PROPAGATORS: "b3,baggage,jaeger,xray",
      OTEL_LOG_LEVEL: "none",
    },
  },
  "with no propagators": { env: { OTEL_PROPAGATORS: "none" } },
  "that is disabled": { env: { OTEL_SDK_DISABLED: "true", OTEL_TRACES_SAMPLER: "always_off" } },
  "with a ratio": {
    env: { OTEL_TRACES_SAMPLER: "parentbased_traceidratio", OTEL_TRACES_SAMPLER_ARG: "0.25" },
  },
  "with a remote sampler": {
    env: {
      OTEL_TRACES_SAMPLER: "parentbased_jaeger_remote",
      OTEL_TRACES_SAMPLER_ARG: "endpoint=http://localhost:14250,pollingIntervalMs=5000," +
        "initialSamplingRate=0.25",
    },
  },
  "with X-Ray's sampler": { env: { OTEL_TRACES_SAMPLER: "xray" } },
  "of a strict child of instrument": {
    env: { OTEL_DENO_STRICT: "true", OTEL_DENO_RUN_ID: "run" },
  },
};

for (const [name, { env, secrets = {} }] of Object.entries(ENVIRONMENTS)) {
  Deno.test(
    `opentelemetry-explain --as-config-file asks for the same, in an environment ${name}`,
    { ignore },
    async () => {
      const path = await Deno.makeTempFile({ suffix: ".yaml" });
      try {
        const { code, stdout, stderr } = await run([EXPLAIN, "--as-config-file"], {
          ...env,
          ...secrets,
        });
        assert.deepEqual([code, stderr], [0, ""]);
        assert.doesNotMatch(stdout, /hidden/);
        await Deno.writeTextFile(path, stdout);
        const wanted = JSON.parse((await run([PRINT_MODEL], { ...env, ...secrets })).stdout);
        const got = await run([PRINT_MODEL], {
          ...secrets,
          OTEL_CONFIG_FILE: path,
          // Of a run, not of a file.
          ...env.OTEL_DENO_RUN_ID === undefined ? {} : { OTEL_DENO_RUN_ID: env.OTEL_DENO_RUN_ID },
        });
        const { config, problems, error } = JSON.parse(got.stdout);
        assert.deepEqual([problems, error], [[], []], stdout);
        assert.deepEqual(config, wanted.config);
      } finally {
        await Deno.remove(path);
      }
    },
  );
}

Deno.test("opentelemetry-explain --as-config-file leaves out a signal that nothing exports", {
  ignore,
}, async () => {
  const { stdout } = await run([EXPLAIN, "--as-config-file"], {
    OTEL_TRACES_EXPORTER: "none",
    OTEL_METRICS_EXPORTER: "none",
    OTEL_LOGS_EXPORTER: "console",
  });
  assert.match(stdout, /^logger_provider:\n {2}processors:\n {4}- simple:$/m);
  assert.doesNotMatch(stdout, /tracer_provider|meter_provider|^#/m);
});

Deno.test("opentelemetry-explain --as-config-file says what a file has no place for", {
  ignore,
}, async () => {
  const env = { OTEL_TRACES_EXPORTER: "none", OTEL_TRACES_SAMPLER: "always_off" };
  const { stdout } = await run([EXPLAIN, "--as-config-file"], env);
  assert.equal(
    stdout.split("\n", 1)[0],
    "# Left out, as nothing exports traces and a file has no provider without: OTEL_TRACES_SAMPLER",
  );
  const path = await Deno.makeTempFile({ suffix: ".yaml" });
  try {
    await Deno.writeTextFile(path, stdout);
    const { problems, error } = JSON.parse(
      (await run([PRINT_MODEL], { OTEL_CONFIG_FILE: path })).stdout,
    );
    assert.deepEqual([problems, error], [[], []]);
  } finally {
    await Deno.remove(path);
  }
});

Deno.test("opentelemetry-explain --as-config-file shows no secret that is a part of a variable", {
  ignore,
}, async () => {
  const { code, stdout, stderr } = await run([EXPLAIN, "--as-config-file"], {
    OTEL_EXPORTER_OTLP_ENDPOINT: "http://collector/?key=hidden",
  });
  assert.deepEqual([code, stdout], [1, ""]);
  assert.equal(
    stderr,
    "opentelemetry-explain: Cannot write " +
      "tracer_provider.processors[0].batch.exporter.otlp_http.endpoint: " +
      "a part of OTEL_EXPORTER_OTLP_ENDPOINT is secret\n",
  );
});

Deno.test("opentelemetry-explain --as-config-file refuses to make a file of a file", {
  ignore,
}, async () => {
  const { code, stderr } = await run([EXPLAIN, "--as-config-file"], { OTEL_CONFIG_FILE: "a.yaml" });
  assert.deepEqual(
    [code, stderr],
    [2, "opentelemetry-explain: Cannot make a configuration file: a.yaml is one already\n"],
  );
});

async function run(args: readonly string[], env: Env) {
  const output = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-prompt", "--quiet", "--allow-env", "--allow-read", ...args],
    env: { ...env, NO_COLOR: "1" },
  }).output();
  const text = new TextDecoder();
  return {
    code: output.code,
    stdout: text.decode(output.stdout),
    stderr: text.decode(output.stderr),
  };
}
