import assert from "node:assert/strict";
import type { TransportCase } from "./transport_case.ts";

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

/** A google.rpc.Status whose only detail is a RetryInfo with a delay of 2.5 s. */
const RETRY_INFO: Uint8Array = wrap(0x1a, [
  ...wrap(0x0a, new TextEncoder().encode("type.googleapis.com/google.rpc.RetryInfo")),
  ...wrap(0x12, wrap(0x0a, [0x08, 2, 0x10, 0x80, 0xca, 0xb5, 0xee, 0x01])),
]);

function wrap(tag: number, bytes: Iterable<number>): Uint8Array {
  const content = [...bytes];
  return new Uint8Array([tag, content.length, ...content]);
}

/** What transports for OTLP/gRPC do besides. */
export const GRPC_TRANSPORT_CASES: readonly TransportCase[] = [
  ...CODES.map(([code, codeName, outcome]): TransportCase => ({
    name: `${outcome === "retry" ? "may retry after" : "is refused by"} status ${codeName}`,
    async test({ receive, open, send }) {
      const receiver = await receive({ kind: "code", code, details: "not today" });
      // Status 4 is told in the same words, whether it is the receiver's or our own deadline.
      const reason = code === 4 ? "no answer within 10000 ms" : `gRPC status ${code} (not today)`;
      assert.deepEqual(await send(open(receiver.endpoint)), { outcome, reason });
    },
  })),
  {
    name: "is refused by status RESOURCE_EXHAUSTED without RetryInfo",
    async test({ receive, open, send }) {
      const receiver = await receive({ kind: "code", code: 8, details: "too large" });
      assert.deepEqual(
        await send(open(receiver.endpoint)),
        { outcome: "refused", reason: "gRPC status 8 (too large)" },
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
        status: RETRY_INFO,
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
      const verdict = await send(open(receiver.endpoint));
      assert.equal(verdict.outcome, "retry", JSON.stringify(verdict));
    },
  },
  {
    name: "is refused, when something that is not gRPC answers with HTTP status 404",
    async test({ receive, open, send }) {
      const receiver = await receive({ kind: "status", status: 404, body: "<html>" });
      const verdict = await send(open(receiver.endpoint));
      assert.equal(verdict.outcome, "refused", JSON.stringify(verdict));
    },
  },
  {
    name: "may retry, when the connection ends in the answer",
    async test({ receive, open, send }) {
      const receiver = await receive({ kind: "cut", status: 200 });
      const verdict = await send(open(receiver.endpoint));
      assert.equal(verdict.outcome, "retry", JSON.stringify(verdict));
    },
  },
  {
    name: "calls the service of each signal",
    async test({ receive, open, send }) {
      const receiver = await receive({ kind: "accept" });
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
