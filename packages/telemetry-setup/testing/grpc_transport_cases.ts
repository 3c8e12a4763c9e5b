import { encodeTracesResponse } from "@otel-deno/otlp";
import assert from "node:assert/strict";
import { startGrpcJsServer } from "./start_grpc_js_server.ts";
import { PAYLOAD, type TransportCase } from "./transport_case.ts";

/** What the specification says of each status code but OK and RESOURCE_EXHAUSTED. */
const CODES: readonly (readonly [code: number, name: string, outcome: "retry" | "refused"])[] = [
  [1, "CANCELLED", "retry"],
  [2, "UNKNOWN", "refused"],
  [3, "INVALID_ARGUMENT", "refused"],
  [4, "DEADLINE_EXCEEDED", "retry"],
  [5, "NOT_FOUND", "refused"],
  [6, "ALREADY_EXISTS", "refused"],
  [7, "PERMISSION_DENIED", "refused"],
  [9, "FAILED_PRECONDITION", "refused"],
  [10, "ABORTED", "retry"],
  [11, "OUT_OF_RANGE", "retry"],
  [12, "UNIMPLEMENTED", "refused"],
  [13, "INTERNAL", "refused"],
  [14, "UNAVAILABLE", "retry"],
  [15, "DATA_LOSS", "retry"],
  [16, "UNAUTHENTICATED", "refused"],
];

/** Read by Google's Python classes as UNAVAILABLE, "busy", RetryInfo of 2.5 s. */
const RETRY_INFO_2_5_S =
  "CA4SBGJ1c3kaNgoodHlwZS5nb29nbGVhcGlzLmNvbS9nb29nbGUucnBjLlJldHJ5SW5mbxIKCggIAhCAyrXuAQ==";

/** What transports for OTLP/gRPC do besides. */
export const GRPC_TRANSPORT_CASES: readonly TransportCase[] = [
  ...CODES.map(([code, codeName, outcome]): TransportCase => ({
    name: `${outcome === "retry" ? "may retry after" : "is refused by"} status ${codeName}`,
    async test({ receive, open, send }) {
      const receiver = await receive({ kind: "code", code, details: "not today" });
      assert.deepEqual(
        await send(open(receiver.endpoint)),
        {
          outcome,
          reason: `gRPC status ${code} (not today)` +
            (codeName === "UNAUTHENTICATED" ? "; no credentials are configured" : ""),
          ...codeName === "INVALID_ARGUMENT" ? { ofContent: true } : {},
        },
      );
    },
  })),
  {
    name: "is refused by status RESOURCE_EXHAUSTED without RetryInfo",
    async test({ receive, open, send }) {
      const receiver = await receive({ kind: "code", code: 8, details: "too large" });
      assert.deepEqual(
        await send(open(receiver.endpoint)),
        { outcome: "refused", reason: "gRPC status 8 (too large)", ofContent: true },
      );
    },
  },
  ...[[8, "RESOURCE_EXHAUSTED"], [14, "UNAVAILABLE"]].map(([code, codeName]): TransportCase => ({
    name: `may retry after the time in RetryInfo with status ${codeName}`,
    async test({ receive, open, send }) {
      const receiver = await receive({
        kind: "code",
        code: Number(code),
        details: "slow down",
        retryAfterMillis: 2500,
      });
      assert.deepEqual(
        await send(open(receiver.endpoint)),
        { outcome: "retry", reason: `gRPC status ${code} (slow down)`, afterMs: 2500 },
      );
    },
  })),
  {
    name: "may retry, when a proxy answers with HTTP status 503",
    async test({ receive, open, send }) {
      const receiver = await receive({ kind: "status", status: 503 });
      assert.deepEqual(
        await send(open(receiver.endpoint)),
        { outcome: "retry", reason: "HTTP status 503" },
      );
    },
  },
  {
    name: "is refused, when something that is not gRPC answers with HTTP status 404",
    async test({ receive, open, send }) {
      const receiver = await receive({ kind: "status", status: 404, body: "<html>" });
      assert.deepEqual(
        await send(open(receiver.endpoint)),
        { outcome: "refused", reason: "HTTP status 404" },
      );
    },
  },
  {
    name: "may retry, when the connection ends in the answer",
    async test({ receive, open, send }) {
      const receiver = await receive({ kind: "cut", status: 200 });
      assert.deepEqual(
        await send(open(receiver.endpoint)),
        { outcome: "retry", reason: "the connection ended in the answer" },
      );
    },
  },
  {
    name: "is understood by a server that is not ours, failures included",
    async test({ open, send }) {
      const payloads: Uint8Array[] = [];
      using server = await startGrpcJsServer({
        "/opentelemetry.proto.collector.trace.v1.TraceService/Export"(message) {
          payloads.push(message);
          const partialSuccess = { rejectedSpans: 7, errorMessage: "no" };
          return encodeTracesResponse({ partialSuccess }, "protobuf");
        },
        "/opentelemetry.proto.collector.logs.v1.LogsService/Export": () => ({
          code: 14,
          details: "später, maybe 100 %",
          statusDetails: RETRY_INFO_2_5_S,
        }),
      });
      const transport = open(server.endpoint);
      assert.deepEqual(await send(transport), {
        outcome: "accepted",
        rejectedCount: 7,
        message: "no",
      });
      assert.deepEqual(payloads, [PAYLOAD]);
      assert.deepEqual(
        await send(transport, { signal: "logs", payload: new Uint8Array() }),
        { outcome: "retry", reason: "gRPC status 14 (später, maybe 100 %)", afterMs: 2500 },
      );
      assert.deepEqual(
        await send(transport, { signal: "metrics" }),
        {
          outcome: "refused",
          reason: "gRPC status 12 (The server does not implement the method " +
            "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export)",
        },
      );
    },
  },
  {
    name: "calls the service of each signal",
    async test({ receive, open, send }) {
      const receiver = await receive();
      const transport = open(receiver.endpoint);
      for (const signal of ["traces", "metrics", "logs"] as const) {
        await send(transport, { signal });
      }
      const service = (name: string) => `/opentelemetry.proto.collector.${name}/Export`;
      assert.deepEqual(receiver.requests.map(({ path }) => path), [
        service("trace.v1.TraceService"),
        service("metrics.v1.MetricsService"),
        service("logs.v1.LogsService"),
      ]);
    },
  },
];
