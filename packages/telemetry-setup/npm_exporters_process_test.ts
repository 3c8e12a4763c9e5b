import { decodeLogs, decodeTraces } from "@otel-deno/otlp";
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { createOtlpEncoder } from "./processors/otlp/otlp_encoder.ts";
import { sampleLogRecords } from "./processors/testdata/sample_log_records.ts";
import { sampleSpans } from "./processors/testdata/sample_spans.ts";
import { createTransport } from "./transports/create_transport.ts";

// The exporter classes of npm are not used for delivery; here they are the reference for what
// stands on the wire.

const ignore = (["net", "env", "read"] as const)
  .some((name) => Deno.permissions.querySync({ name }).state !== "granted");

interface Received {
  readonly path: string;
  readonly contentType: string | null;
  readonly body: Uint8Array;
}

/** Runs two senders against one receiver; returns what came of each. */
async function receive(
  senders: readonly ((endpoint: string) => Promise<unknown>)[],
): Promise<readonly Received[]> {
  const received: Received[] = [];
  await using server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    async (request) => {
      received.push({
        path: new URL(request.url).pathname,
        contentType: request.headers.get("content-type"),
        body: await request.bytes(),
      });
      return new Response();
    },
  );
  for (const send of senders) await send(`http://127.0.0.1:${server.addr.port}`);
  return received;
}

for (const encoding of ["protobuf", "json"] as const) {
  Deno.test(`spans by HTTP with ${encoding} are sent as npm's exporter sends them`, {
    ignore,
    // npm's exporters keep their connections open for a while.
    sanitizeOps: false,
    sanitizeResources: false,
  }, async () => {
    const { OTLPTraceExporter } = encoding === "protobuf"
      ? await import("@opentelemetry/exporter-trace-otlp-proto")
      : await import("@opentelemetry/exporter-trace-otlp-http");
    const spans = sampleSpans();
    const [ours, theirs] = await receive([
      async (endpoint) => {
        const encoder = createOtlpEncoder("traces", encoding);
        const transport = createTransport({
          protocol: "http",
          endpoint: `${endpoint}/v1/traces`,
          headers: {},
          timeoutMillis: 5000,
          compression: "none",
          userAgent: "test",
        });
        const verdict = await transport.send(encoder.encode(spans) ?? new Uint8Array(), {
          signal: "traces",
          contentType: encoder.contentType,
          encoding: "identity",
          itemCount: spans.length,
        });
        assert.equal(verdict.outcome, "accepted");
        transport.close();
      },
      async (endpoint) => {
        const exporter = new OTLPTraceExporter({ url: `${endpoint}/v1/traces` });
        await new Promise((resolve) => exporter.export(spans, resolve));
        await exporter.shutdown();
      },
    ]);
    assert.ok(ours !== undefined && theirs !== undefined);
    // npm's exporters also write fields that have their default.
    const decode = ({ body, ...rest }: Received) => ({
      ...rest,
      traces: decodeTraces(body, encoding),
    });
    assert.deepEqual(decode(ours), decode(theirs));
  });
}

Deno.test("log records by gRPC are sent as npm's exporter sends them", {
  ignore,
  sanitizeOps: false,
  sanitizeResources: false,
}, async () => {
  const grpc = await import("@grpc/grpc-js");
  const { OTLPLogExporter } = await import("@opentelemetry/exporter-logs-otlp-grpc");
  const received: Uint8Array[] = [];
  const server = new grpc.Server();
  const toBuffer = (message: Uint8Array) => Buffer.from(message);
  server.addService({
    Export: {
      path: "/opentelemetry.proto.collector.logs.v1.LogsService/Export",
      requestStream: false,
      responseStream: false,
      requestSerialize: toBuffer,
      requestDeserialize: (message: Uint8Array) => new Uint8Array(message),
      responseSerialize: toBuffer,
      responseDeserialize: toBuffer,
    },
  }, {
    Export(
      call: { readonly request: Uint8Array },
      callback: (error: null, response: Uint8Array) => void,
    ) {
      received.push(call.request);
      callback(null, new Uint8Array());
    },
  });
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync(
      "127.0.0.1:0",
      grpc.ServerCredentials.createInsecure(),
      (error, port) => error === null ? resolve(port) : reject(error),
    )
  );
  const records = sampleLogRecords();
  const encoder = createOtlpEncoder("logs", "protobuf");
  const transport = createTransport({
    protocol: "grpc",
    endpoint: `http://127.0.0.1:${port}`,
    headers: {},
    timeoutMillis: 5000,
    compression: "none",
    userAgent: "test",
  });
  const verdict = await transport.send(encoder.encode(records) ?? new Uint8Array(), {
    signal: "logs",
    contentType: encoder.contentType,
    encoding: "identity",
    itemCount: records.length,
  });
  assert.equal(verdict.outcome, "accepted");
  transport.close();
  const exporter = new OTLPLogExporter({ url: `http://127.0.0.1:${port}` });
  await new Promise((resolve) => exporter.export(records, resolve));
  await exporter.shutdown();
  server.forceShutdown();
  assert.equal(received.length, 2);
  const [ours, theirs] = received.map((request) => decodeLogs(request, "protobuf"));
  assert.deepEqual(ours, theirs);
});
