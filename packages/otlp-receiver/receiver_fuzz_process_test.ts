import { frameGrpcMessage } from "@otel-deno/otlp/grpc";
import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { CODECS } from "../otlp/testdata/codecs.ts";
import { pick, type Random, randomRecord, seededRandom } from "../otlp/testdata/random_record.ts";
import { type ExportRequest, type Signal, startReceiver } from "./mod.ts";
import { send } from "./testdata/send.ts";

const ignore = (["net", "env", "read"] as const)
  .some((name) => Deno.permissions.querySync({ name }).state !== "granted");

const SIGNALS: readonly Signal[] = ["traces", "metrics", "logs"];
const SERVICES = { traces: "trace.v1.Trace", metrics: "metrics.v1.Metrics", logs: "logs.v1.Logs" };
const ROUNDS = 300;
const SEED = 20_261_123;

/** Starts a receiver, and says what it must never do: fail by itself. */
async function startFuzzed() {
  const exports: ExportRequest[] = [];
  const errors: unknown[] = [];
  const receiver = await startReceiver({
    port: 0,
    headTimeoutMillis: 500,
    bodyTimeoutMillis: 500,
    idleTimeoutMillis: 500,
    onExport: (exported) => void exports.push(exported),
    onError: (error) => void errors.push(error),
  });
  return {
    receiver,
    exports,
    errors,
    [Symbol.asyncDispose]: () => receiver[Symbol.asyncDispose](),
  };
}

/** Changes, flips, removes, repeats or cuts off some of the bytes; now and then, it changes nothing. */
function damage(bytes: Uint8Array, random: Random): Uint8Array<ArrayBuffer> {
  let damaged = [...bytes];
  for (let count = pick([0, 1, 1, 2, 8], random); count > 0; count--) {
    const at = Math.floor(random() * damaged.length);
    switch (pick(["flip", "set", "remove", "repeat", "cut"], random)) {
      case "flip":
        damaged[at] = (damaged[at] ?? 0) ^ 1 << Math.floor(random() * 8);
        break;
      case "set":
        damaged[at] = pick([0, 0x0a, 0x7f, 0x80, 0xff], random);
        break;
      case "remove":
        damaged.splice(at, pick([1, 2, 9], random));
        break;
      case "repeat":
        damaged.splice(at, 0, ...damaged.slice(at, at + 30));
        break;
      default:
        damaged = damaged.slice(0, at);
    }
  }
  return Uint8Array.from(damaged);
}

function randomMessage(random: Random, encoding: "protobuf" | "json") {
  const signal = pick(SIGNALS, random);
  const { message, encode } = CODECS[signal];
  return { signal, bytes: encode(randomRecord(message, random), encoding) };
}

for (const transport of ["http", "grpc"] as const) {
  Deno.test(`startReceiver() answers every damaged message by the rules, over ${transport}`, {
    ignore,
  }, async () => {
    await using fuzzed = await startFuzzed();
    const { receiver: { endpoint }, exports, errors } = fuzzed;
    using client = Deno.createHttpClient({
      http1: transport === "http",
      http2: transport === "grpc",
    });
    const random = seededRandom(SEED);
    const codes: Record<string, number> = {};
    let accepted = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const encoding = transport === "grpc"
        ? "protobuf"
        : pick(["protobuf", "json"] as const, random);
      const { signal, bytes } = randomMessage(random, encoding);
      const isGzip = random() < 0.5;
      const message = isGzip
        ? damage(gzipSync(damage(bytes, random)), random)
        : damage(bytes, random);
      const answer = await send(endpoint, message, {
        transport,
        encoding,
        signal,
        client,
        ...(isGzip ? { compression: "gzip" } : {}),
      });
      if (answer.outcome === "accepted") accepted++;
      else codes[answer.status] = (codes[answer.status] ?? 0) + 1;
    }
    // Whatever is broken is the sender's fault, and told so that nobody tries again.
    assert.deepEqual(Object.keys(codes), transport === "grpc" ? ["3", "13"] : ["400"]);
    assert.equal(exports.length, accepted);
    assert.ok(accepted > ROUNDS / 10 && accepted < ROUNDS, `${accepted} accepted`);
    assert.deepEqual(errors, []);
  });
}

/** What a client may write to a connection. */
function httpRequest(random: Random): Uint8Array {
  const encoding = pick(["protobuf", "json"] as const, random);
  const { signal, bytes } = randomMessage(random, encoding);
  const type = encoding === "json" ? "application/json" : "application/x-protobuf";
  const length = pick([bytes.length, bytes.length, 0, bytes.length + 9, -1, 1e12], random);
  const head = [
    `${pick(["POST", "POST", "GET", "PUT", "é"], random)} /v1/${signal} HTTP/1.1`,
    "host: localhost",
    `content-type: ${pick([type, type, "text/html", "\x01"], random)}`,
    `content-encoding: ${pick(["identity", "gzip", "gzip, gzip", "br"], random)}`,
    pick(
      [`content-length: ${length}`, "transfer-encoding: chunked", "expect: 100-continue"],
      random,
    ),
    `x-${"a".repeat(pick([1, 10, 9000], random))}: ${"b".repeat(pick([1, 10, 9000], random))}`,
  ];
  return join(new TextEncoder().encode(head.join("\r\n") + "\r\n\r\n"), bytes);
}

/** Frames of HTTP/2 that open a call of gRPC, with a head that says nothing that a server knows. */
function http2Frames(random: Random): Uint8Array {
  const preface = new TextEncoder().encode("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
  const { signal, bytes } = randomMessage(random, "protobuf");
  const path = `/opentelemetry.proto.collector.${SERVICES[signal]}Service/Export`;
  const literal = (name: string, value: string) => {
    const text = new TextEncoder();
    return [0, name.length, ...text.encode(name), value.length, ...text.encode(value)];
  };
  // 0x83 and 0x86 are `:method: POST` and `:scheme: http` in HPACK's table.
  const head = [
    0x83,
    0x86,
    ...literal(":authority", "a"),
    ...literal(":path", path),
    ...literal("content-type", "application/grpc"),
  ];
  const message = frameGrpcMessage(bytes, { compressed: false });
  return join(preface, frame(4, 0, 0, []), frame(1, 4, 1, head), frame(0, 1, 1, [...message]));
}

function frame(
  type: number,
  flags: number,
  stream: number,
  payload: readonly number[],
): Uint8Array {
  const { length } = payload;
  return new Uint8Array(
    [length >> 16, length >> 8 & 255, length & 255, type, flags, 0, 0, 0, stream, ...payload],
  );
}

function join(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(parts.flatMap((part) => [...part]));
}

for (const [name, make] of [["HTTP/1.1", httpRequest], ["HTTP/2", http2Frames]] as const) {
  Deno.test(`startReceiver() outlives any bytes, for ${name}`, { ignore }, async () => {
    await using fuzzed = await startFuzzed();
    const { receiver: { endpoint, port }, exports, errors } = fuzzed;
    const random = seededRandom(SEED);
    let answered = 0;
    async function converse(): Promise<void> {
      const bytes = damage(make(random), random);
      using connection = await Deno.connect({ hostname: "127.0.0.1", port });
      await connection.write(bytes).catch(() => {});
      if (random() < 0.5) await connection.closeWrite().catch(() => {});
      for (;;) {
        const length = await connection.read(new Uint8Array(65_536)).catch(() => null);
        if (length === null) return;
        answered += length;
      }
    }
    for (let round = 0; round < ROUNDS; round += 50) {
      await Promise.all(Array.from({ length: 50 }, converse));
    }
    assert.ok(answered > 0);
    assert.ok(exports.length > 0);
    assert.deepEqual(errors, []);
    using client = Deno.createHttpClient({ http1: false, http2: true });
    const call = { transport: "grpc", encoding: "protobuf", signal: "traces", client } as const;
    assert.equal((await send(endpoint, new Uint8Array(), call)).outcome, "accepted");
  });
}
