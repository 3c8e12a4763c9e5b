import { encodeTraces } from "@otel-deno/otlp";
import assert from "node:assert/strict";
import { startGrpcReceiver } from "./start_grpc_receiver.ts";
import { createCertificate } from "./testing/create_certificate.ts";
import { testReceiver } from "./testdata/receiver_suite.ts";
import { send } from "./testdata/send.ts";

const ignore = (["net", "env", "read"] as const)
  .some((name) => Deno.permissions.querySync({ name }).state !== "granted");

const authority = await createCertificate({ name: "authority", authority: true });
const certificate = await createCertificate({ issuer: authority });
const client = await createCertificate({ name: "client", issuer: authority });
const TLS = { caCerts: [authority.cert], cert: client.cert, key: client.key };
const CALL = { transport: "grpc", encoding: "protobuf", signal: "traces" } as const;
const SPANS = encodeTraces(
  { resourceSpans: [{ scopeSpans: [{ spans: [{ name: "roll" }] }] }] },
  "protobuf",
);

testReceiver({
  name: "startGrpcReceiver()",
  transport: "grpc",
  encoding: "protobuf",
  start: (options) => startGrpcReceiver({ ...options, port: 0 }),
});
for (
  const [name, tls] of [
    ["with TLS", certificate],
    ["with client certificates", { ...certificate, clientCa: authority.cert }],
  ] as const
) {
  testReceiver({
    name: `startGrpcReceiver(), ${name},`,
    transport: "grpc",
    encoding: "protobuf",
    start: (options) => startGrpcReceiver({ ...options, port: 0, tls }),
    tls: TLS,
  });
}

Deno.test("startGrpcReceiver() listens on the loopback interface and says where", {
  ignore,
}, async () => {
  await using receiver = await startGrpcReceiver({ port: 0, onExport() {} });
  assert.equal(receiver.hostname, "127.0.0.1");
  assert.equal(receiver.endpoint, `http://127.0.0.1:${receiver.port}`);
  await using secure = await startGrpcReceiver({ port: 0, tls: certificate, onExport() {} });
  assert.equal(secure.endpoint, `https://localhost:${secure.port}`);
});

Deno.test("startGrpcReceiver() says that the port is taken", { ignore }, async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  await assert.rejects(
    startGrpcReceiver({ port, onExport() {} }),
    { message: `Cannot listen on 127.0.0.1:${port}: the port is taken` },
  );
  listener.close();
});

Deno.test("startGrpcReceiver() answers what it has begun when it ends", { ignore }, async () => {
  const begun = Promise.withResolvers<void>();
  const finish = Promise.withResolvers<void>();
  const receiver = await startGrpcReceiver({
    port: 0,
    async onTraces() {
      begun.resolve();
      await finish.promise;
    },
  });
  using http = Deno.createHttpClient({ http1: false, http2: true });
  const answer = send(receiver.endpoint, SPANS, { ...CALL, client: http });
  await begun.promise;
  const closed = receiver[Symbol.asyncDispose]();
  finish.resolve();
  assert.equal((await answer).outcome, "accepted");
  await closed;
});

Deno.test("startGrpcReceiver() ends although a handler never does", { ignore }, async () => {
  const begun = Promise.withResolvers<void>();
  const receiver = await startGrpcReceiver({
    port: 0,
    closeTimeoutMillis: 10,
    onTraces() {
      begun.resolve();
      return new Promise(() => {});
    },
  });
  using http = Deno.createHttpClient({ http1: false, http2: true });
  const answer = send(receiver.endpoint, SPANS, { ...CALL, client: http });
  await begun.promise;
  await receiver[Symbol.asyncDispose]();
  const { outcome, ...status } = await answer;
  assert.equal(outcome, "failed");
  assert.equal("code" in status && status.code, 14);
});

Deno.test("startGrpcReceiver() takes nothing from a client whose authority it does not know", {
  ignore,
}, async () => {
  const other = await createCertificate({ name: "other", authority: true });
  const stranger = await createCertificate({ name: "client", issuer: other });
  await using receiver = await startGrpcReceiver({
    port: 0,
    tls: { ...certificate, clientCa: authority.cert },
    onExport: () => assert.fail("it was handed over"),
  });
  for (const credentials of [{}, { cert: stranger.cert, key: stranger.key }]) {
    using http = Deno.createHttpClient({
      http1: false,
      http2: true,
      caCerts: [authority.cert],
      ...credentials,
    });
    await assert.rejects(send(receiver.endpoint, SPANS, { ...CALL, client: http }));
  }
});
