import { equal } from "node:assert/strict";
import { toExporterType } from "./to_exporter_type.ts";

Deno.test("toExporterType() has the conventions' names, and such as they might be", () => {
  equal(toExporterType("traces", { otlp_http: {} }), "otlp_http_span_exporter");
  equal(
    toExporterType("metrics", { otlp_http: { encoding: "json" } }),
    "otlp_http_json_metric_exporter",
  );
  equal(toExporterType("logs", { otlp_grpc: null }), "otlp_grpc_log_exporter");
  equal(toExporterType("traces", { zipkin: {} }), "zipkin_http_span_exporter");
  equal(toExporterType("traces", { console: null }), "console_span_exporter");
  equal(toExporterType("logs", { "otlp_file/development": {} }), "otlp_file_log_exporter");
});
