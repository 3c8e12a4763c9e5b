import { encodeTraces } from "@otel-deno/otlp";
import assert from "node:assert/strict";
import { setTimeout } from "node:timers/promises";
import { type HttpReceiverOptions, startReceiver } from "./mod.ts";
import { send } from "./testdata/send.ts";

const ignore = (["net", "env", "read"] as const)
  .some((name) => Deno.permissions.querySync({ name }).state !== "granted");

const SPANS = encodeTraces(
  { resourceSpans: [{ scopeSpans: [{ spans: [{ name: "roll" }] }] }] },
  "protobuf",
);
const HEAD = "POST /v1/traces HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n";

interface Bench {
  readonly isGrpc: boolean;
  start(options: HttpReceiverOptions): Promise<
    (
      headers?: Readonly<Record<string, string>>,
      bytes?: Uint8Array<ArrayBuffer>,
    ) => ReturnType<typeof send>
  >;
}

function testBoth(does: string, run: (bench: Bench) => Promise<void>): void {
  for (const transport of ["http", "grpc"] as const) {
    Deno.test(`startReceiver() ${does}, over ${transport}`, { ignore }, async () => {
      const isGrpc = transport === "grpc";
      await using stack = new AsyncDisposableStack();
      using client = Deno.createHttpClient({ http1: !isGrpc, http2: isGrpc });
      const call = { transport, encoding: "protobuf", signal: "traces", client } as const;
      await run({
        isGrpc,
        async start(options) {
          const { endpoint } = stack.use(await startReceiver({ port: 0, ...options }));
          return (headers = {}, bytes = SPANS) => send(endpoint, bytes, { ...call, headers });
        },
      });
    });
  }
}

testBoth("takes nothing without the token", async ({ start, isGrpc }) => {
  let taken = 0;
  const send = await start({ token: "s3cret", onExport: () => void taken++ });
  for (const authorization of [undefined, "Bearer wrong", "Basic s3cret"]) {
    const answer = await send(authorization === undefined ? {} : { authorization });
    assert.ok(answer.outcome === "failed");
    assert.deepEqual([answer.status, answer.code], isGrpc ? [16, 16] : [401, 16]);
    assert.doesNotMatch(answer.message, /s3cret/);
  }
  assert.equal(taken, 0);
  assert.equal((await send({ authorization: "Bearer s3cret" })).outcome, "accepted");
  assert.equal(taken, 1);
});

testBoth("asks for another attempt while it is busy with enough", async ({ start, isGrpc }) => {
  const begun = Promise.withResolvers<void>();
  const finish = Promise.withResolvers<void>();
  const send = await start({
    maxInFlightRequests: 1,
    onExport() {
      begun.resolve();
      return finish.promise;
    },
  });
  const first = send();
  await begun.promise;
  const second = await send();
  finish.resolve();
  assert.ok(second.outcome === "failed");
  assert.deepEqual([second.status, second.code], isGrpc ? [14, 14] : [503, 14]);
  assert.ok(isGrpc ? second.retry !== null : second.retry === "1");
  assert.equal((await first).outcome, "accepted");
  assert.equal((await send()).outcome, "accepted");
});

testBoth("asks for another attempt while it holds enough bytes", async ({ start, isGrpc }) => {
  const begun = Promise.withResolvers<void>();
  const finish = Promise.withResolvers<void>();
  const send = await start({
    maxInFlightBytes: SPANS.length + 6,
    onExport() {
      begun.resolve();
      return finish.promise;
    },
  });
  const first = send();
  await begun.promise;
  const second = await send();
  assert.equal(second.outcome === "failed" && second.status, isGrpc ? 14 : 503);
  finish.resolve();
  assert.equal((await first).outcome, "accepted");
  assert.equal((await send()).outcome, "accepted");
});

testBoth("hands over bytes that nobody decoded, in a buffer of their own", async ({ start }) => {
  const send = await start({
    onExport: () => assert.fail("it was decoded"),
    onRaw({ signal, encoding, bytes }) {
      assert.deepEqual([signal, encoding], ["traces", "protobuf"]);
      assert.deepEqual(structuredClone(bytes, { transfer: [bytes.buffer] }), SPANS);
      assert.equal(bytes.length, 0);
    },
  });
  assert.equal((await send()).outcome, "accepted");
});

/** Sends text, then more and more of it; returns what came back until the connection ended. */
async function dribble(
  port: number,
  { start, more }: { readonly start: string; readonly more: string },
): Promise<string> {
  const connection = await Deno.connect({ hostname: "127.0.0.1", port });
  const sending = (async () => {
    for (let text = start;; text = more) {
      await connection.write(new TextEncoder().encode(text));
      await setTimeout(20);
    }
  })().catch(() => {});
  let answer = "";
  for (;;) {
    const buffer = new Uint8Array(1000);
    const length = await connection.read(buffer).catch(() => null);
    if (length === null) break;
    answer += new TextDecoder().decode(buffer.subarray(0, length));
  }
  await connection[Symbol.dispose]();
  await sending;
  return answer;
}

Deno.test("startReceiver() breaks connections that keep it waiting", { ignore }, async () => {
  await using receiver = await startReceiver({
    port: 0,
    headTimeoutMillis: 200,
    idleTimeoutMillis: 200,
    bodyTimeoutMillis: 200,
    onExport() {},
  });
  const preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
  const [nothing, half, head, http2, body, idle] = await Promise.all([
    dribble(receiver.port, { start: "", more: "" }),
    dribble(receiver.port, { start: "POST /v1/tra", more: "" }),
    dribble(receiver.port, { start: `${HEAD}x: `, more: "a" }),
    dribble(receiver.port, { start: preface, more: "\0\0\0\x04\0\0\0\0\0" }),
    dribble(receiver.port, { start: `${HEAD}content-length: 9999\r\n\r\n`, more: "a" }),
    dribble(receiver.port, { start: "GET / HTTP/1.1\r\nhost: a\r\n\r\n", more: "" }),
  ]);
  assert.deepEqual([nothing, half, head], ["", "", ""]);
  assert.doesNotMatch(http2, /HTTP\/1/);
  assert.match(body, /^HTTP\/1\.1 408 /);
  assert.match(body, /"code":4,"message":"Cannot read the body: it took more than 200 ms"/);
  assert.match(idle, /^HTTP\/1\.1 404 /);
});

Deno.test("startReceiver() takes no headers that are huge or many", { ignore }, async () => {
  await using receiver = await startReceiver({ port: 0, onExport() {} });
  for (const headers of [`x: ${"a".repeat(100_000)}\r\n`, "x: a\r\n".repeat(20_000)]) {
    const connection = await Deno.connect({ hostname: "127.0.0.1", port: receiver.port });
    // The connection may break while it is still being written to.
    await connection.write(new TextEncoder().encode(HEAD + headers + "\r\n{}")).catch(() => {});
    const buffer = new Uint8Array(1000);
    const length = await connection.read(buffer).catch(() => null) ?? 0;
    const answer = new TextDecoder().decode(buffer.subarray(0, length));
    assert.match(answer, /^$|^HTTP\/1\.1 4(31|00) /);
    connection.close();
  }
  using client = Deno.createHttpClient({ http1: false, http2: true });
  const call = { transport: "grpc", encoding: "protobuf", signal: "traces", client } as const;
  const headers = { "x-big": "a".repeat(1_000_000) };
  const answer = await send(receiver.endpoint, SPANS, { ...call, headers })
    .then(({ outcome }) => outcome, () => "broken");
  assert.notEqual(answer, "accepted");
  assert.equal((await send(receiver.endpoint, SPANS, call)).outcome, "accepted");
});

Deno.test("startReceiver() has no more connections than it may", { ignore }, async () => {
  await using receiver = await startReceiver({ port: 0, maxConnections: 2, onExport() {} });
  const { port } = receiver;
  const connect = () => Deno.connect({ hostname: "127.0.0.1", port });
  using _first = await connect();
  using _second = await connect();
  using third = await connect();
  assert.equal(await third.read(new Uint8Array(1)).catch(() => null), null);
});

Deno.test("startReceiver() lets nobody send whose page is not of this machine", {
  ignore,
}, async () => {
  await using receiver = await startReceiver({
    port: 0,
    onExport: () => assert.fail("it was handed over"),
  });
  const response = await fetch(`${receiver.endpoint}/v1/traces`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: "http://rebound.example:4318" },
    body: "{}",
  });
  assert.equal(response.status, 403);
  assert.equal((await response.json()).code, 7);
});

Deno.test("startReceiver() throws, before it listens, when others could send unasked", {
  ignore,
}, async () => {
  await assert.rejects(startReceiver({ hostname: "0.0.0.0", port: 0, onExport() {} }), {
    name: "TypeError",
    message: /^Cannot listen on 0\.0\.0\.0: other machines could send to it; /,
  });
});
