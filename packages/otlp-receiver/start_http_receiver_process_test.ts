import { type DecodeOptions, encodeTraces } from "@otel-deno/otlp";
import assert from "node:assert/strict";
import type { ExportHandlers } from "./export_handlers.ts";
import { startHttpReceiver } from "./start_http_receiver.ts";
import { createCertificate } from "./testing/create_certificate.ts";
import { testReceiver } from "./testdata/receiver_suite.ts";

const ignore = (["net", "env", "read"] as const)
  .some((name) => Deno.permissions.querySync({ name }).state !== "granted");

const authority = await createCertificate({ name: "authority", authority: true });
const certificate = await createCertificate({ issuer: authority });
const client = await createCertificate({ name: "client", issuer: authority });
const TLS = { caCerts: [authority.cert], cert: client.cert, key: client.key };
const SPANS = encodeTraces(
  { resourceSpans: [{ scopeSpans: [{ spans: [{ name: "roll" }] }] }] },
  "protobuf",
);

for (const encoding of ["protobuf", "json"] as const) {
  const common = { transport: "http", encoding } as const;
  const start = (options: ExportHandlers & DecodeOptions) =>
    startHttpReceiver({ ...options, port: 0 });
  testReceiver({ ...common, name: `startHttpReceiver() for ${encoding}`, start });
  testReceiver({
    ...common,
    name: `startHttpReceiver() for ${encoding}, with TLS,`,
    start: (options) => startHttpReceiver({ ...options, port: 0, tls: certificate }),
    tls: TLS,
  });
  testReceiver({
    ...common,
    name: `startHttpReceiver() for ${encoding}, with client certificates,`,
    start: (options) =>
      startHttpReceiver({
        ...options,
        port: 0,
        tls: { ...certificate, clientCa: authority.cert },
      }),
    tls: TLS,
  });
}

function post(endpoint: string, options: RequestInit & { readonly client?: Deno.HttpClient } = {}) {
  return fetch(`${endpoint}/v1/traces`, {
    method: "POST",
    headers: { "content-type": "application/x-protobuf" },
    body: SPANS,
    ...options,
  });
}

Deno.test("startHttpReceiver() listens on the loopback interface and says where", {
  ignore,
}, async () => {
  await using receiver = await startHttpReceiver({ port: 0, onExport() {} });
  assert.equal(receiver.hostname, "127.0.0.1");
  assert.equal(receiver.endpoint, `http://127.0.0.1:${receiver.port}`);
  await using secure = await startHttpReceiver({ port: 0, tls: certificate, onExport() {} });
  assert.equal(secure.endpoint, `https://localhost:${secure.port}`);
});

for (const tls of [undefined, { ...certificate, clientCa: authority.cert }]) {
  const kind = tls === undefined ? "" : " with client certificates";
  Deno.test(`startHttpReceiver()${kind} says that the port is taken`, { ignore }, async () => {
    const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const { port } = listener.addr;
    await assert.rejects(
      startHttpReceiver({ port, onExport() {}, ...(tls === undefined ? {} : { tls }) }),
      { message: `Cannot listen on 127.0.0.1:${port}: the port is taken` },
    );
    listener.close();
  });

  Deno.test(`startHttpReceiver()${kind} answers what it has begun when it ends`, {
    ignore,
  }, async () => {
    const begun = Promise.withResolvers<void>();
    const finish = Promise.withResolvers<void>();
    const receiver = await startHttpReceiver({
      port: 0,
      ...(tls === undefined ? {} : { tls }),
      async onTraces() {
        begun.resolve();
        await finish.promise;
      },
    });
    using http = Deno.createHttpClient(TLS);
    const answer = post(receiver.endpoint, { client: http });
    await begun.promise;
    const closed = receiver[Symbol.asyncDispose]();
    finish.resolve();
    const response = await answer;
    await response.bytes();
    assert.equal(response.status, 200);
    await closed;
  });

  Deno.test(`startHttpReceiver()${kind} ends although a handler never does`, {
    ignore,
  }, async () => {
    const begun = Promise.withResolvers<void>();
    const receiver = await startHttpReceiver({
      port: 0,
      ...(tls === undefined ? {} : { tls }),
      closeTimeoutMillis: 10,
      onTraces() {
        begun.resolve();
        return new Promise(() => {});
      },
    });
    using http = Deno.createHttpClient(TLS);
    const answer = post(receiver.endpoint, { client: http });
    await begun.promise;
    await receiver[Symbol.asyncDispose]();
    const response = await answer;
    await response.bytes();
    assert.equal(response.status, 503);
  });
}

Deno.test("startHttpReceiver() ends although a client is in the middle of a request", {
  ignore,
}, async () => {
  const receiver = await startHttpReceiver({ port: 0, closeTimeoutMillis: 10, onExport() {} });
  const halves = [
    "POST /v1/traces HT",
    "POST /v1/traces HTTP/1.1\r\nhost: a\r\ncontent-length: 9\r\n" +
    "content-type: application/x-protobuf\r\n\r\nabc",
  ];
  const connections = await Promise.all(halves.map(async (half) => {
    const connection = await Deno.connect({ hostname: "127.0.0.1", port: receiver.port });
    await connection.write(new TextEncoder().encode(half));
    return connection;
  }));
  await receiver[Symbol.asyncDispose]();
  for (const connection of connections) connection.close();
});

Deno.test("startHttpReceiver() speaks HTTP/1.1, with TLS also HTTP/2", {
  ignore,
}, async () => {
  for (
    const tls of [undefined, certificate, { ...certificate, clientCa: authority.cert }]
  ) {
    await using receiver = await startHttpReceiver({
      port: 0,
      ...(tls === undefined ? {} : { tls }),
      onExport() {},
    });
    for (const http2 of tls === undefined ? [false] : [false, true]) {
      using http = Deno.createHttpClient({ ...TLS, http1: !http2, http2 });
      const response = await post(receiver.endpoint, { client: http });
      await response.bytes();
      assert.equal(response.status, 200);
    }
  }
});

Deno.test("startHttpReceiver() takes nothing from a client whose authority it does not know", {
  ignore,
}, async () => {
  const other = await createCertificate({ name: "other", authority: true });
  const stranger = await createCertificate({ name: "client", issuer: other });
  await using receiver = await startHttpReceiver({
    port: 0,
    tls: { ...certificate, clientCa: authority.cert },
    onExport: () => assert.fail("it was handed over"),
  });
  for (const credentials of [{}, { cert: stranger.cert, key: stranger.key }]) {
    using http = Deno.createHttpClient({ caCerts: [authority.cert], ...credentials });
    await assert.rejects(post(receiver.endpoint, { client: http }));
  }
});

Deno.test("startHttpReceiver() refuses by its declared length what curl-like clients send", {
  ignore,
}, async () => {
  await using receiver = await startHttpReceiver({ port: 0, maxBytes: 100, onExport() {} });
  using connection = await Deno.connect({ hostname: "127.0.0.1", port: receiver.port });
  await connection.write(
    new TextEncoder().encode(
      "POST /v1/traces HTTP/1.1\r\nhost: a\r\ncontent-length: 101\r\nexpect: 100-continue\r\n" +
        "content-type: application/json\r\n\r\n",
    ),
  );
  const buffer = new Uint8Array(4096);
  const length = await connection.read(buffer) ?? 0;
  const answer = new TextDecoder().decode(buffer.subarray(0, length));
  assert.match(answer, /^(HTTP\/1\.1 100 .*\r\n\r\n)?HTTP\/1\.1 413 /);
  assert.match(answer, /"code":8,"message":"Cannot read the body: its size in bytes is above 100"/);
});

Deno.test("startHttpReceiver() bounds a body of no declared length", { ignore }, async () => {
  await using receiver = await startHttpReceiver({ port: 0, maxBytes: 1_000_000, onExport() {} });
  let sent = 0;
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull(controller) {
      if (sent >= 256 * 1024 * 1024) return controller.close();
      sent += 65_536;
      controller.enqueue(new Uint8Array(65_536));
    },
  });
  // The client may see the connection break while it still sends, before it sees the answer.
  const status = await post(receiver.endpoint, { body })
    .then(async (response) => (await response.bytes(), response.status), () => 413);
  assert.equal(status, 413);
  assert.ok(sent < 64 * 1024 * 1024, `it took ${sent} bytes`);
});
