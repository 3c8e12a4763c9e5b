import type { ExportResult } from "@opentelemetry/core";
import assert from "node:assert/strict";
import { NPM_LOG_RECORD, NPM_LOG_RECORD_RECORD } from "../otlp/testdata/npm_log_record.ts";
import { NPM_METRICS, NPM_METRICS_RECORD } from "../otlp/testdata/npm_metrics.ts";
import { NPM_SPAN, NPM_SPAN_RECORD } from "../otlp/testdata/npm_span.ts";
import type { ExportRequest } from "./export_request.ts";
import { startGrpcReceiver } from "./start_grpc_receiver.ts";
import { startHttpReceiver } from "./start_http_receiver.ts";

// Senders that are not ours: npm's exporters.

const ignore = (["net", "env", "read"] as const)
  .some((name) => Deno.permissions.querySync({ name }).state !== "granted");

const CODE_OF_SUCCESS = 0;

interface Exporter<T> {
  export(items: T, done: (result: ExportResult) => void): void;
  shutdown(): Promise<void>;
}

/** Exports once and ends. */
async function exportOnce<T>(exporter: Exporter<T>, items: T): Promise<ExportResult> {
  const result = await new Promise<ExportResult>((resolve) => exporter.export(items, resolve));
  await exporter.shutdown();
  return result;
}

/** What an exporter is told; the names of compressions are an enum that is not exported. */
type Options = { url: string; compression?: never };

/** Sends all three signals; each protocol has packages of its own. */
const SENDERS = {
  async "http/protobuf"(optionsFor: (path: string) => Options) {
    const { OTLPTraceExporter } = await import("@opentelemetry/exporter-trace-otlp-proto");
    const { OTLPMetricExporter } = await import("@opentelemetry/exporter-metrics-otlp-proto");
    const { OTLPLogExporter } = await import("@opentelemetry/exporter-logs-otlp-proto");
    return [
      await exportOnce(new OTLPTraceExporter(optionsFor("/v1/traces")), [NPM_SPAN]),
      await exportOnce(new OTLPMetricExporter(optionsFor("/v1/metrics")), NPM_METRICS),
      await exportOnce(new OTLPLogExporter(optionsFor("/v1/logs")), [NPM_LOG_RECORD]),
    ];
  },
  async "http/json"(optionsFor: (path: string) => Options) {
    const { OTLPTraceExporter } = await import("@opentelemetry/exporter-trace-otlp-http");
    const { OTLPMetricExporter } = await import("@opentelemetry/exporter-metrics-otlp-http");
    const { OTLPLogExporter } = await import("@opentelemetry/exporter-logs-otlp-http");
    return [
      await exportOnce(new OTLPTraceExporter(optionsFor("/v1/traces")), [NPM_SPAN]),
      await exportOnce(new OTLPMetricExporter(optionsFor("/v1/metrics")), NPM_METRICS),
      await exportOnce(new OTLPLogExporter(optionsFor("/v1/logs")), [NPM_LOG_RECORD]),
    ];
  },
  async grpc(optionsFor: (path: string) => Options) {
    const { OTLPTraceExporter } = await import("@opentelemetry/exporter-trace-otlp-grpc");
    const { OTLPMetricExporter } = await import("@opentelemetry/exporter-metrics-otlp-grpc");
    const { OTLPLogExporter } = await import("@opentelemetry/exporter-logs-otlp-grpc");
    return [
      await exportOnce(new OTLPTraceExporter(optionsFor("")), [NPM_SPAN]),
      await exportOnce(new OTLPMetricExporter(optionsFor("")), NPM_METRICS),
      await exportOnce(new OTLPLogExporter(optionsFor("")), [NPM_LOG_RECORD]),
    ];
  },
};

for (const [protocol, send] of Object.entries(SENDERS)) {
  const start = protocol === "grpc" ? startGrpcReceiver : startHttpReceiver;
  for (const compression of ["none", "gzip"]) {
    Deno.test(`npm's exporters are understood, with ${protocol} and compression ${compression}`, {
      ignore,
      // They keep their connections open for a while.
      sanitizeOps: false,
      sanitizeResources: false,
    }, async () => {
      const exports: ExportRequest[] = [];
      await using receiver = await start({
        port: 0,
        onExport: (exported) => void exports.push(exported),
      });
      const results = await send((path) => ({
        url: `${receiver.endpoint}${path}`,
        compression: compression as never,
      }));
      assert.deepEqual(results.map(({ code }) => code), Array(3).fill(CODE_OF_SUCCESS));
      assert.deepEqual(
        exports.map(({ signal, request }) => [signal, request]),
        [
          ["traces", NPM_SPAN_RECORD],
          ["metrics", NPM_METRICS_RECORD],
          ["logs", NPM_LOG_RECORD_RECORD],
        ],
      );
      for (const { headers } of exports) {
        assert.match(headers.get("user-agent") ?? "", /OTel-OTLP-Exporter-JavaScript/);
        if (protocol !== "grpc") {
          assert.equal(headers.get("content-encoding"), compression === "gzip" ? "gzip" : null);
        }
      }
    });
  }
}
