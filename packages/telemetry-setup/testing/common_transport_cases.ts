import { compressFlood, FLOOD_BYTES, UNPACKED_BYTES } from "@otel-deno/otlp-receiver/testing";
import assert from "node:assert/strict";
import { ACCEPTED, PAYLOAD, type TransportCase } from "./transport_case.ts";

/** What every transport does, whatever its protocol. */
export const COMMON_TRANSPORT_CASES: readonly TransportCase[] = [
  {
    name: "sends the very bytes with headers and user agent, and gets them accepted",
    async test({ protocol, compression, contentType, receive, open, send }) {
      const receiver = await receive();
      const headers = { authorization: "Basic dTpw", "X-Team": "blue team" };
      assert.deepEqual(await send(open(receiver.endpoint, { headers })), ACCEPTED);
      const [request] = receiver.requests;
      assert.ok(request !== undefined && receiver.requests.length === 1);
      assert.deepEqual(request.payload, PAYLOAD);
      assert.equal(request.compressed, compression === "gzip");
      assert.equal(request.headers["authorization"], "Basic dTpw");
      assert.equal(request.headers["x-team"], "blue team");
      assert.match(request.headers["user-agent"] ?? "", /^otel-deno-test\/1\.2\.3/);
      if (protocol === "http") {
        assert.equal(request.path, "/base/v1/traces");
        assert.equal(request.headers["content-type"], contentType);
      } else {
        const service = "opentelemetry.proto.collector.trace.v1.TraceService";
        assert.equal(request.path, `/${service}/Export`);
        assert.match(request.headers["content-type"] ?? "", /^application\/grpc/);
      }
    },
  },
  {
    name: "keeps payloads apart that are sent at the same time",
    async test({ receive, open, send }) {
      const receiver = await receive();
      const transport = open(receiver.endpoint);
      const payloads = [1, 2, 3, 4, 5].map((byte) => new Uint8Array(byte * 1000).fill(byte));
      const verdicts = await Promise.all(payloads.map((payload) => send(transport, { payload })));
      assert.deepEqual(verdicts, payloads.map(() => ACCEPTED));
      assert.deepEqual(
        receiver.requests.map(({ payload }) => payload).toSorted((a, b) => a.length - b.length),
        payloads,
      );
    },
  },
  {
    name: "tells how many items were rejected and why, for each signal",
    async test({ contentType, receive, open, send }) {
      for (const signal of ["traces", "metrics", "logs"] as const) {
        const message = contentType === "application/json"
          ? new TextEncoder().encode(PARTIAL_SUCCESS_JSON[signal])
          : PARTIAL_SUCCESS;
        const receiver = await receive({ kind: "message", message });
        assert.deepEqual(
          await send(open(receiver.endpoint), { signal }),
          { outcome: "accepted", rejectedCount: 7, message: "no" },
        );
      }
    },
  },
  {
    name: "counts an answer that cannot be read as full success, when its status says success",
    async test({ receive, open, send }) {
      const message = new TextEncoder().encode("<html>Welcome to the hotel!</html>");
      const receiver = await receive({ kind: "message", message });
      assert.deepEqual(await send(open(receiver.endpoint)), ACCEPTED);
    },
  },
  {
    name: "may retry, when no answer comes in time",
    async test({ receive, open, send }) {
      const receiver = await receive({ kind: "silence" });
      assert.deepEqual(
        await send(open(receiver.endpoint, { timeoutMillis: 200 })),
        { outcome: "retry", reason: "no answer within 200 ms" },
      );
      assert.equal(receiver.requests.length, 1);
    },
  },
  {
    name: "may retry, when the connection is refused",
    async test({ receive, open, send }) {
      const receiver = await receive();
      await receiver[Symbol.asyncDispose]();
      assert.deepEqual(
        await send(open(receiver.endpoint)),
        { outcome: "retry", reason: "connection refused" },
      );
    },
  },
  {
    name: "may retry, when the connection ends without an answer",
    async test({ receive, open, send }) {
      const receiver = await receive({ kind: "hang up" });
      const verdict = await send(open(receiver.endpoint));
      assert.equal(verdict.outcome, "retry", JSON.stringify(verdict));
    },
  },
  {
    name: "sends again on a new connection, each time that the receiver is back",
    async test({ receive, open, send }) {
      let receiver = await receive();
      const transport = open(receiver.endpoint, { timeoutMillis: 1000 });
      for (let restart = 0; restart < 5; restart++) {
        assert.deepEqual(await send(transport), ACCEPTED);
        assert.deepEqual(receiver.requests.map(({ payload }) => payload), [PAYLOAD]);
        await receiver[Symbol.asyncDispose]();
        assert.equal((await send(transport)).outcome, "retry");
        receiver = await receive(undefined, { port: receiver.port });
      }
    },
  },
  {
    name: "stops reading early, when the answer is huge",
    async test({ receive, open, send }) {
      const receiver = await receive({ kind: "flood", compressed: false });
      assert.deepEqual(await send(open(receiver.endpoint)), ACCEPTED);
      assert.ok(receiver.floodedBytes < FLOOD_BYTES, "it was read to its end");
    },
  },
  {
    name: "keeps little of it, when a small answer unpacks to a huge one",
    async test({ receive, open, send }) {
      const receiver = await receive({ kind: "flood", compressed: true });
      await compressFlood();
      const before = Deno.memoryUsage().rss;
      assert.deepEqual(await send(open(receiver.endpoint)), ACCEPTED);
      const growth = Deno.memoryUsage().rss - before;
      assert.ok(growth < UNPACKED_BYTES / 4, `memory grew by ${growth} bytes`);
    },
  },
  {
    name: "refuses by name a header that cannot be sent, and does not tell its value",
    async test({ receive, open, send }) {
      const receiver = await receive();
      const headers = { "x-token": "hush\nhush", "x-other": "fine" };
      const verdict = await send(open(receiver.endpoint, { headers }));
      assert.deepEqual(verdict, {
        outcome: "refused",
        reason: 'Cannot send the header "x-token": it is malformed',
      });
      assert.equal(receiver.requests.length, 0);
    },
  },
  {
    name: "refuses what is sent after close(), without asking the receiver",
    async test({ receive, open, send }) {
      const receiver = await receive();
      const transport = open(receiver.endpoint);
      assert.deepEqual(await send(transport), ACCEPTED);
      transport.close();
      assert.deepEqual(
        await send(transport),
        { outcome: "refused", reason: "the transport is closed" },
      );
      assert.equal(receiver.requests.length, 1);
    },
  },
  {
    name: "names its destination without credentials, path and query",
    async test({ protocol, receive, open }) {
      const receiver = await receive();
      const endpoint = receiver.endpoint.replace("//", "//user:secret@");
      const transport = open(protocol === "http" ? `${endpoint}/?token=secret` : endpoint);
      assert.equal(transport.destination, receiver.endpoint);
    },
  },
];

/** partial_success { rejected = 7, error_message = "no" }: the same fields for all three signals. */
const PARTIAL_SUCCESS = new Uint8Array([0x0a, 0x06, 0x08, 0x07, 0x12, 0x02, 0x6e, 0x6f]);

const PARTIAL_SUCCESS_JSON = {
  traces: '{"partialSuccess":{"rejectedSpans":"7","errorMessage":"no"}}',
  metrics: '{"partialSuccess":{"rejectedDataPoints":"7","errorMessage":"no"}}',
  logs: '{"partialSuccess":{"rejectedLogRecords":"7","errorMessage":"no"}}',
};
