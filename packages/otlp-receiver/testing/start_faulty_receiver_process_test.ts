import { type DecodeOptions, encodeTraces } from "@otel-deno/otlp";
import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import type { ExportHandlers } from "../export_handlers.ts";
import { partial } from "../verdict/partial.ts";
import { retry } from "../verdict/retry.ts";
import { testReceiver } from "../testdata/receiver_suite.ts";
import { UNPACKED_BYTES } from "./compress_flood.ts";
import { FLOOD_BYTES } from "./flood_bytes.ts";
import type { Misbehaviour } from "./misbehaviour.ts";
import { type FaultyReceiverOptions, startFaultyReceiver } from "./start_faulty_receiver.ts";

const ignore = (["net", "env", "read"] as const)
  .some((name) => Deno.permissions.querySync({ name }).state !== "granted");

const SPANS = encodeTraces(
  { resourceSpans: [{ scopeSpans: [{ spans: [{ name: "roll" }] }] }] },
  "protobuf",
);
const PATHS = {
  http: "/v1/traces",
  grpc: "/opentelemetry.proto.collector.trace.v1.TraceService/Export",
};

for (
  const [protocol, encoding] of [["http", "protobuf"], ["http", "json"], [
    "grpc",
    "protobuf",
  ]] as const
) {
  testReceiver({
    name: `startFaultyReceiver() for ${protocol} with ${encoding}, told nothing,`,
    transport: protocol,
    encoding,
    start: (options: ExportHandlers & DecodeOptions) =>
      startFaultyReceiver({ ...options, protocol }),
  });
}

type Misbehave = FaultyReceiverOptions["misbehave"] & object;

/** Starts a receiver and what is needed to send to it. */
async function setUp(
  protocol: "http" | "grpc",
  misbehave?: Misbehave,
  handlers: ExportHandlers = {},
) {
  const receiver = await startFaultyReceiver({
    protocol,
    ...handlers,
    ...(misbehave === undefined ? {} : { misbehave }),
  });
  const client = Deno.createHttpClient({ http1: protocol === "http", http2: protocol === "grpc" });
  const type = protocol === "http" ? "application/x-protobuf" : "application/grpc";
  const body = protocol === "http" ? SPANS : new Uint8Array([0, 0, 0, 0, SPANS.length, ...SPANS]);
  return {
    receiver,
    send: (init: RequestInit & { readonly client?: Deno.HttpClient } = {}) =>
      fetch(`${receiver.endpoint}${PATHS[protocol]}`, {
        client,
        method: "POST",
        headers: { "content-type": type },
        body,
        redirect: "manual",
        ...init,
      }),
    async [Symbol.asyncDispose]() {
      client.close();
      await receiver[Symbol.asyncDispose]();
    },
  };
}

function test(name: string, run: (protocol: "http" | "grpc") => Promise<void>): void {
  for (const protocol of ["http", "grpc"] as const) {
    Deno.test(`startFaultyReceiver() ${name}, with ${protocol}`, { ignore }, () => run(protocol));
  }
}

test("keeps what came in", async (protocol) => {
  await using bench = await setUp(protocol);
  await (await bench.send()).bytes();
  const [request] = bench.receiver.requests;
  assert.equal(request?.path, PATHS[protocol]);
  assert.equal(request?.method, "POST");
  assert.equal(request?.index, 0);
  assert.deepEqual(request?.payload, SPANS);
  assert.equal(request?.compressed, false);
});

test("hands over what is not decoded, when that is asked for", async (protocol) => {
  const taken: (readonly [string, Uint8Array])[] = [];
  await using bench = await setUp(protocol, undefined, {
    onRaw: ({ signal, bytes }) => void taken.push([signal, bytes]),
  });
  await (await bench.send()).bytes();
  assert.deepEqual(taken, [["traces", SPANS]]);
});

test("answers with any status and headers, a redirect too", async (protocol) => {
  await using bench = await setUp(protocol, {
    kind: "status",
    status: 307,
    headers: { location: "http://127.0.0.1:9/" },
    body: "elsewhere",
  });
  const response = await bench.send();
  assert.equal(response.status, 307);
  assert.equal(response.headers.get("location"), "http://127.0.0.1:9/");
  assert.equal(await response.text(), "elsewhere");
});

test("answers with garbage, and a wrong Content-Type", async (protocol) => {
  const message = new TextEncoder().encode("<html>");
  await using bench = await setUp(protocol, { kind: "message", message, contentType: "text/html" });
  const response = await bench.send();
  assert.equal(response.status, 200);
  assert.equal(response.headers.get("content-type"), "text/html");
  assert.match(await response.text(), /<html>$/);
});

test("answers with a verdict, without a look at the request", async (protocol) => {
  await using bench = await setUp(protocol, ({ index }) => ({
    kind: "verdict",
    verdict: index === 0 ? retry(2000) : partial(7, "no"),
  }));
  const first = await bench.send();
  await first.bytes();
  const { headers } = first;
  if (protocol === "http") {
    assert.deepEqual([first.status, headers.get("retry-after")], [503, "2"]);
  } else {
    assert.equal(headers.get("grpc-status"), "14");
    assert.match(headers.get("grpc-status-details-bin") ?? "", /./);
  }
  const second = await (await bench.send()).bytes();
  assert.deepEqual([...second.slice(-8)], [0x0a, 0x06, 0x08, 0x07, 0x12, 0x02, 0x6e, 0x6f]);
});

Deno.test("startFaultyReceiver() answers with any code of gRPC", { ignore }, async () => {
  await using bench = await setUp("grpc", { kind: "code", code: 15, details: "50 % größer" });
  const response = await bench.send();
  await response.bytes();
  assert.equal(response.headers.get("grpc-status"), "15");
  assert.equal(decodeURIComponent(response.headers.get("grpc-message") ?? ""), "50 % größer");
});

test("answers late", async (protocol) => {
  await using bench = await setUp(protocol, { kind: "none", delayMillis: 100 });
  const before = performance.now();
  const response = await bench.send();
  await response.bytes();
  assert.ok(performance.now() - before >= 95);
  assert.equal(response.status, 200);
});

test("never answers, and can be ended nevertheless", async (protocol) => {
  const bench = await setUp(protocol, { kind: "silence" });
  const answer = Promise.withResolvers<string>();
  const abort = new AbortController();
  bench.send({ signal: abort.signal }).then(() => answer.resolve("answered"), () => {});
  // Once the second request is there, the first one had its time.
  bench.send({ signal: abort.signal }).catch(() => {});
  while (bench.receiver.requests.length < 2) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const pending = await Promise.race([answer.promise, Promise.resolve("pending")]);
  assert.equal(pending, "pending");
  await bench[Symbol.asyncDispose]();
  abort.abort();
});

for (const kind of ["hang up", "reset"] as const) {
  test(`breaks the connection with "${kind}"`, async (protocol) => {
    await using bench = await setUp(protocol, ({ index }) => index === 0 ? { kind } : undefined);
    await assert.rejects(bench.send());
    assert.equal(bench.receiver.requests.length, kind === "reset" ? 0 : 1);
    const again = await bench.send();
    await again.bytes();
    assert.equal(again.status, 200);
  });
}

test("breaks the connection in the middle of the body", async (protocol) => {
  const sent = SPANS.length / 2;
  await using bench = await setUp(
    protocol,
    ({ index }) => index === 0 ? { kind: "reset", afterBytes: sent } : undefined,
  );
  // The other half never comes.
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start: (controller) => controller.enqueue(SPANS.slice(0, Math.ceil(sent))),
  });
  await assert.rejects(bench.send({ body }));
  assert.equal(bench.receiver.requests.length, 0);
  await (await bench.send()).bytes();
  assert.equal(bench.receiver.requests.length, 1);
});

test("answers one byte a second, and can be ended nevertheless", async (protocol) => {
  const bench = await setUp(protocol, { kind: "trickle" });
  const response = await bench.send();
  assert.equal(response.status, 200);
  let byteLength = 0;
  const reading = assert.rejects(async () => {
    for await (const chunk of response.body ?? []) byteLength += chunk.length;
  });
  while (byteLength === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  await bench[Symbol.asyncDispose]();
  await reading;
  assert.ok(byteLength < 100, `${byteLength} bytes came`);
});

test("leaves other connections alone when it breaks one", async (protocol) => {
  const bothThere = Promise.withResolvers<void>();
  await using bench = await setUp(protocol, ({ index, headers }) => {
    if (index === 1) bothThere.resolve();
    return headers["x-break"] === "yes"
      ? { kind: "hang up", delayMillis: 20 }
      : { kind: "none", delayMillis: 60 };
  });
  const type = protocol === "http" ? "application/x-protobuf" : "application/grpc";
  using other = Deno.createHttpClient({ http1: protocol === "http", http2: protocol === "grpc" });
  const kept = bench.send();
  const broken = assert.rejects(
    bench.send({ client: other, headers: { "content-type": type, "x-break": "yes" } }),
  );
  await bothThere.promise;
  await broken;
  assert.equal(
    (await kept.then(async (response) => (await response.bytes(), response))).status,
    200,
  );
});

test("answers half", async (protocol) => {
  await using bench = await setUp(protocol, { kind: "cut" });
  const response = await bench.send();
  assert.equal(response.status, 200);
  await assert.rejects(response.bytes());
});

test("answers with far too much", async (protocol) => {
  await using bench = await setUp(protocol, { kind: "flood", compressed: false });
  const response = await bench.send();
  const bytes = await response.bytes();
  assert.ok(bytes.length >= FLOOD_BYTES);
  assert.equal(bench.receiver.floodedBytes, FLOOD_BYTES);
});

test("answers with as much as it is told", async (protocol) => {
  const byteLength = 3 * 1024 * 1024;
  await using bench = await setUp(protocol, { kind: "flood", compressed: false, byteLength });
  await (await bench.send()).bytes();
  assert.equal(bench.receiver.floodedBytes, byteLength);
});

test("answers with little that unpacks to far too much", async (protocol) => {
  await using bench = await setUp(protocol, { kind: "flood", compressed: true });
  const response = await bench.send();
  if (protocol === "grpc") {
    assert.equal(response.headers.get("grpc-encoding"), "gzip");
    const bytes = await response.bytes();
    assert.equal(bytes[0], 1);
    assert.ok(bytes.length < UNPACKED_BYTES / 900);
    return;
  }
  let length = 0;
  // `fetch` unpacks it.
  for await (const chunk of response.body ?? []) length += chunk.length;
  assert.equal(length, UNPACKED_BYTES);
});

test("decides each request by its head", async (protocol) => {
  const seen: string[] = [];
  const misbehave = ({ index, path, headers }: {
    readonly index: number;
    readonly path: string;
    readonly headers: Readonly<Record<string, string>>;
  }): Misbehaviour | undefined => {
    seen.push(`${index} ${path} ${headers["content-type"]}`);
    return index % 2 === 0 ? { kind: "status", status: 502 } : undefined;
  };
  await using bench = await setUp(protocol, misbehave);
  const statuses = [];
  for (let count = 0; count < 4; count++) {
    const response = await bench.send();
    await response.bytes();
    statuses.push(response.status);
  }
  assert.deepEqual(statuses, [502, 200, 502, 200]);
  assert.match(seen[3] ?? "", /^3 \/\S+ application\//);
});

Deno.test("startFaultyReceiver() keeps decompressed what came in compressed", {
  ignore,
}, async () => {
  await using bench = await setUp("http");
  const response = await bench.send({
    headers: { "content-encoding": "gzip", "content-type": "application/x-protobuf" },
    body: new Uint8Array(gzipSync(SPANS)),
  });
  await response.bytes();
  const [request] = bench.receiver.requests;
  assert.deepEqual([request?.compressed, request?.payload], [true, SPANS]);
});
