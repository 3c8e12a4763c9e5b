import assert from "node:assert/strict";
import { ACCEPTED, type TransportCase } from "./transport_case.ts";

/** What transports for OTLP/HTTP do besides. */
export const HTTP_TRANSPORT_CASES: readonly TransportCase[] = [
  ...[200, 202, 204].map((status): TransportCase => ({
    name: `takes status ${status} for success`,
    async test({ receive, open, send }) {
      const receiver = await receive({ kind: "status", status });
      assert.deepEqual(await send(open(receiver.endpoint)), ACCEPTED);
    },
  })),
  ...[400, 401, 403, 404, 408, 413, 415, 500, 501, 505].map((status): TransportCase => ({
    name: `is refused by status ${status}`,
    async test({ receive, open, send }) {
      const receiver = await receive({ kind: "status", status });
      assert.deepEqual(
        await send(open(receiver.endpoint)),
        {
          outcome: "refused",
          reason: `status ${status}${status === 401 ? "; no credentials are configured" : ""}`,
          // Of these, a part may be accepted.
          ...[400, 413].includes(status) ? { ofContent: true } : {},
        },
      );
    },
  })),
  ...[429, 502, 503, 504].map((status): TransportCase => ({
    name: `may retry after status ${status}`,
    async test({ receive, open, send }) {
      const receiver = await receive({ kind: "status", status });
      assert.deepEqual(
        await send(open(receiver.endpoint)),
        { outcome: "retry", reason: `status ${status}` },
      );
    },
  })),
  ...[429, 503].map((status): TransportCase => ({
    name: `may retry after the time that Retry-After names with status ${status}`,
    async test({ receive, open, send }) {
      const receiver = await receive({
        kind: "status",
        status,
        headers: { "retry-after": "7" },
      });
      assert.deepEqual(
        await send(open(receiver.endpoint)),
        { outcome: "retry", reason: `status ${status}`, afterMs: 7000 },
      );
    },
  })),
  {
    name: "may retry after the moment that Retry-After names",
    async test({ receive, open, send }) {
      const retryAfter = new Date(Date.now() + 3_600_000).toUTCString();
      const receiver = await receive({
        kind: "status",
        status: 503,
        headers: { "retry-after": retryAfter },
      });
      const verdict = await send(open(receiver.endpoint));
      assert.ok(verdict.outcome === "retry" && verdict.afterMs !== undefined);
      assert.ok(verdict.afterMs > 3_500_000 && verdict.afterMs <= 3_600_000);
    },
  },
  {
    name: "quotes the first line of a textual answer, in the reason",
    async test({ receive, open, send }) {
      const receiver = await receive({
        kind: "status",
        status: 401,
        headers: { "content-type": "text/plain" },
        body: "no such \u001b[31mtenant\nsecond line",
      });
      assert.deepEqual(
        await send(open(receiver.endpoint)),
        {
          outcome: "refused",
          reason: "status 401 (no such  [31mtenant); no credentials are configured",
        },
      );
    },
  },
  {
    name: "quotes the message of a status, and says that configured headers are not accepted",
    async test({ receive, open, send }) {
      const receiver = await receive({
        kind: "status",
        status: 401,
        headers: { "content-type": "application/json" },
        body: '{"code":16,"message":"who are you"}',
      });
      const headers = { authorization: "Bearer planted-token" };
      assert.deepEqual(
        await send(open(receiver.endpoint, { headers })),
        {
          outcome: "refused",
          reason: "status 401 (who are you); the configured headers are not accepted",
        },
      );
    },
  },
  ...[301, 302, 303, 307, 308].map((status): TransportCase => ({
    name: `does not follow status ${status}: headers are secrets`,
    async test({ receive, open, send }) {
      const other = await receive();
      const receiver = await receive({
        kind: "status",
        status,
        headers: { location: `${other.endpoint}/v1/traces` },
      });
      const headers = { authorization: "secret" };
      assert.deepEqual(
        await send(open(receiver.endpoint, { headers })),
        { outcome: "refused", reason: `status ${status}` },
      );
      assert.equal(other.requests.length, 0);
    },
  })),
  {
    name: "is accepted, when the connection ends in the answer after status 200",
    async test({ receive, open, send }) {
      const receiver = await receive({ kind: "cut", status: 200 });
      assert.deepEqual(await send(open(receiver.endpoint)), ACCEPTED);
    },
  },
  {
    name: "is refused, when the connection ends in the answer after status 400",
    async test({ receive, open, send }) {
      const receiver = await receive({ kind: "cut", status: 400 });
      assert.deepEqual(
        await send(open(receiver.endpoint)),
        { outcome: "refused", reason: "status 400", ofContent: true },
      );
    },
  },
  {
    name: "sends as it is what is compressed already",
    async test({ receive, open, send }) {
      const receiver = await receive();
      const plain = new Uint8Array(1000).fill(7);
      const payload = await new Response(
        new Blob([plain]).stream().pipeThrough(new CompressionStream("gzip")),
      ).bytes();
      assert.deepEqual(
        await send(open(receiver.endpoint), { payload, encoding: "gzip" }),
        ACCEPTED,
      );
      const [request] = receiver.requests;
      assert.equal(request?.compressed, true);
      assert.deepEqual(request?.payload, plain);
    },
  },
];
