import assert from "node:assert/strict";
import { needsOf } from "./needs_of.ts";

const needs = (env: Readonly<Record<string, string>>) => needsOf((name) => env[name]);

Deno.test("needsOf() names a configuration file, and what it names", {
  ignore: (["read", "write", "env"] as const)
    .some((name) => Deno.permissions.querySync({ name }).state !== "granted"),
}, async () => {
  const folder = await Deno.makeTempDir({ prefix: "otel-deno-needs-" });
  try {
    const file = `${folder}/otel.yaml`;
    await Deno.writeTextFile(
      file,
      `file_format: "1.0"
resource:
  attributes: [{ name: place, value: "\${PLACE:-here} \${OTEL_X:-}" }]
  detection/development: { detectors: [{ process: }, { os: }] }
tracer_provider:
  processors:
    - batch: { exporter: { otlp_grpc: { endpoint: "http://receiver:4317" } } }
    - simple: { exporter: { otlp_file/development: { output_stream: "file:///var/log/spans" } } }
`,
    );
    const env = { OTEL_CONFIG_FILE: file, K_SERVICE: "not detected" };
    assert.deepEqual(needs({ ...env, OTEL_DENO_DEFAULT_SPOOL_DIR: "/state" }).write, [
      "/state",
      "/var/log/spans",
    ]);
    assert.deepEqual(needs(env), {
      env: ["LOG_TOKENS", "LOG_STREAM", "PLACE"],
      net: ["receiver:4317"],
      read: [file],
      readWhereThere: ["/etc/os-release"],
      write: ["/var/log/spans"],
    });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
