import assert from "node:assert/strict";
import { describeExporter } from "./describe_exporter.ts";

Deno.test("describeExporter() says what each exporter is and where it sends to", () => {
  assert.deepEqual(
    [
      { otlp_http: {} },
      { otlp_http: { endpoint: "http://a:1/v1/logs", encoding: "json" } },
      { otlp_grpc: {} },
      { otlp_grpc: { endpoint: "a:4317" } },
      { "otlp_file/development": null },
      { "otlp_file/development": { output_stream: "file:///home/me/spans" } },
      { zipkin: {} },
      { "prometheus/development": { host: "0.0.0.0" } },
      { console: null },
    ].map(describeExporter),
    [
      "otlp http://localhost:4318 (http/protobuf)",
      "otlp http://a:1 (http/json)",
      "otlp http://localhost:4317 (grpc)",
      "otlp a:4317 (grpc)",
      "otlp/stdout",
      "otlp/file",
      "zipkin http://localhost:9411",
      "prometheus 0.0.0.0:9464",
      "console",
    ],
  );
});

Deno.test("describeExporter() shows neither credentials nor paths nor queries", () => {
  for (const endpoint of ["https://me:secret@a:1/secret?secret", "me:secret@a:1"]) {
    for (const name of ["otlp_http", "otlp_grpc", "zipkin"]) {
      const text = describeExporter({ [name]: { endpoint } });
      assert.match(text, /\ba:1\b/);
      assert.doesNotMatch(text, /secret/);
    }
  }
  assert.doesNotMatch(describeExporter({ otlp_http: { endpoint: "http://secret:x" } }), /secret/);
});
