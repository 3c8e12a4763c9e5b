import {
  type DecodeOptions,
  encodeLogs,
  encodeMetrics,
  encodeTraces,
  type OtlpEncoding,
} from "@otel-deno/otlp";
import assert from "node:assert/strict";
import { deflateSync, gzipSync } from "node:zlib";
import { CODECS } from "../../otlp/testdata/codecs.ts";
import { loadFixtures } from "../../otlp/testdata/load_fixtures.ts";
import {
  accept,
  type ExportHandlers,
  type ExportRequest,
  partial,
  type Receiver,
  refuse,
  retry,
  type Signal,
} from "../mod.ts";
import { compressFlood, UNPACKED_BYTES } from "../testing/compress_flood.ts";
import { NON_RETRYABLE_STATUS, type NonRetryableCode } from "../verdict/non_retryable_status.ts";
import { type Answer, send, type SendOptions } from "./send.ts";

/** One receiver, and how it is spoken to. */
export interface ReceiverSuiteOptions {
  /** Stands before the name of each test. */
  readonly name: string;
  readonly transport: "http" | "grpc";
  readonly encoding: OtlpEncoding;
  start(options: ExportHandlers & DecodeOptions): Promise<Receiver>;
  /** What a client needs to be let in. @default nothing */
  readonly tls?: { readonly caCerts: string[]; readonly cert: string; readonly key: string };
}

const HAS_SOCKETS = (["net", "env", "read"] as const)
  .every((name) => Deno.permissions.querySync({ name }).state === "granted");

const SIGNALS: readonly Signal[] = ["traces", "metrics", "logs"];
const ACCEPTED: Answer = { outcome: "accepted", rejected: 0n, message: "" };
/** Read by Google's Python classes as UNAVAILABLE, "busy", RetryInfo of 2.5 s. */
const RETRY_INFO_2_5_S =
  "CA4SBGJ1c3kaNgoodHlwZS5nb29nbGVhcGlzLmNvbS9nb29nbGUucnBjLlJldHJ5SW5mbxIKC" +
  "ggIAhCAyrXuAQ==";

/**
 * Registers the tests that every receiver passes. They are ignored where the permissions for
 * network, environment or reading are missing.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otlp/}
 */
export function testReceiver(
  { name, transport, encoding, start, tls }: ReceiverSuiteOptions,
): void {
  const isGrpc = transport === "grpc";

  interface Bench {
    start(options: ExportHandlers & DecodeOptions): Promise<Receiver>;
    send(
      receiver: Receiver,
      message: Uint8Array<ArrayBuffer>,
      options?: Partial<SendOptions>,
    ): Promise<Answer>;
  }

  function test(does: string, run: (bench: Bench) => Promise<void>): void {
    Deno.test(`${name} ${does}`, { ignore: !HAS_SOCKETS }, async () => {
      await using stack = new AsyncDisposableStack();
      const client = Deno.createHttpClient({ http1: !isGrpc, http2: isGrpc, ...tls });
      await run({
        start: async (options) => stack.use(await start(options)),
        send: (receiver, message, options) =>
          send(receiver.endpoint, message, {
            transport,
            encoding,
            client,
            signal: "traces",
            ...options,
          }),
      });
      client.close();
    });
  }

  function failed(code: number, message: string, httpStatus: number, retry: string | null = null) {
    return { outcome: "failed", status: isGrpc ? code : httpStatus, code, message, retry } as const;
  }

  const spans = (...names: readonly string[]) =>
    encodeTraces(
      { resourceSpans: [{ scopeSpans: [{ spans: names.map((name) => ({ name })) }] }] },
      encoding,
    );

  test("hands over what Python wrote, as it was written", async ({ start, send }) => {
    const exports: ExportRequest[] = [];
    const receiver = await start({
      onExport: (exported) => void exports.push({ ...exported, bytes: exported.bytes.slice() }),
    });
    const fixtures = loadFixtures().filter(({ kind }) => SIGNALS.some((signal) => signal === kind));
    assert.ok(fixtures.length > 10);
    for (const { kind, record, input, json } of fixtures) {
      const signal = kind as Signal;
      const message = encoding === "protobuf"
        ? input.slice()
        : new TextEncoder().encode(JSON.stringify(json));
      assert.deepEqual(await send(receiver, message, { signal }), ACCEPTED);
      const exported = exports.pop();
      assert.ok(record !== undefined && exported !== undefined);
      assert.equal(exported.signal, signal);
      assert.deepEqual(exported.request, CODECS[signal].decode(message, encoding));
      assert.deepEqual(exported.bytes, message);
    }
  });

  test("tells how a request came in", async ({ start, send }) => {
    const exports: ExportRequest[] = [];
    const receiver = await start({ onExport: (exported) => void exports.push(exported) });
    await send(receiver, spans("roll"), {
      headers: { "x-team": "blue", authorization: "Basic dQ==" },
    });
    const [exported] = exports;
    assert.equal(exported?.transport, transport);
    assert.equal(exported?.headers.get("x-team"), "blue");
    assert.equal(exported?.headers.get("authorization"), "Basic dQ==");
    const expected = isGrpc
      ? "application/grpc"
      : { protobuf: "application/x-protobuf", json: "application/json" }[encoding];
    assert.equal(exported?.contentType, expected);
  });

  test("prefers the handler of a signal to the one of all", async ({ start, send }) => {
    const calls: string[] = [];
    const receiver = await start({
      onLogs: ({ signal }) => void calls.push(`own ${signal}`),
      onExport: ({ signal }) => void calls.push(signal),
    });
    await send(receiver, spans("roll"));
    await send(receiver, encodeMetrics({ resourceMetrics: [] }, encoding), { signal: "metrics" });
    await send(receiver, encodeLogs({ resourceLogs: [] }, encoding), { signal: "logs" });
    assert.deepEqual(calls, ["traces", "metrics", "own logs"]);
  });

  test("has no receiver for a signal that nobody takes", async ({ start, send }) => {
    const receiver = await start({ onTraces() {} });
    assert.deepEqual(await send(receiver, spans("roll")), ACCEPTED);
    const message = encodeLogs({ resourceLogs: [] }, encoding);
    const answer = await send(receiver, message, { signal: "logs" });
    assert.equal(answer.outcome === "failed" && answer.status, isGrpc ? 12 : 404);
  });

  for (const [compression, compress] of [["gzip", gzipSync], ["deflate", deflateSync]] as const) {
    test(`decompresses ${compression}`, async ({ start, send }) => {
      const names: string[] = [];
      const receiver = await start({
        onTraces({ request }) {
          for (const { scopeSpans } of request.resourceSpans) {
            names.push(...scopeSpans.flatMap(({ spans }) => spans.map(({ name }) => name)));
          }
        },
      });
      const message = new Uint8Array(compress(spans("one", "two")));
      assert.deepEqual(await send(receiver, message, { compression }), ACCEPTED);
      assert.deepEqual(names, ["one", "two"]);
    });
  }

  test("keeps apart what comes in at the same time", async ({ start, send }) => {
    const receiver = await start({
      onTraces: async ({ request }) => {
        await Promise.resolve();
        const [span] = request.resourceSpans[0]?.scopeSpans[0]?.spans ?? [];
        return partial(Number(span?.name), "");
      },
    });
    const numbers = Array.from({ length: 30 }, (_, index) => index);
    const answers = await Promise.all(
      numbers.map((number) => send(receiver, spans(String(number)))),
    );
    assert.deepEqual(
      answers.map((answer) => answer.outcome === "accepted" ? Number(answer.rejected) : answer),
      numbers,
    );
  });

  test("tells how many items were rejected and why, for each signal", async ({ start, send }) => {
    const receiver = await start({ onExport: () => partial(3, "too old") });
    for (const signal of SIGNALS) {
      const message = CODECS[signal].encode({}, encoding);
      assert.deepEqual(
        await send(receiver, message, { signal }),
        { outcome: "accepted", rejected: 3n, message: "too old" },
      );
    }
  });

  test("passes on a warning with success", async ({ start, send }) => {
    const receiver = await start({ onExport: () => partial(0, "deprecated") });
    assert.deepEqual(
      await send(receiver, spans("roll")),
      { outcome: "accepted", rejected: 0n, message: "deprecated" },
    );
  });

  test("asks for another attempt, and says when", async ({ start, send }) => {
    const receiver = await start({ onExport: () => retry(2500, { message: "busy" }) });
    assert.deepEqual(
      await send(receiver, spans("roll")),
      failed(14, "busy", 503, isGrpc ? RETRY_INFO_2_5_S : "3"),
    );
  });

  test("asks for another attempt at any time", async ({ start, send }) => {
    const receiver = await start({ onExport: () => retry() });
    assert.deepEqual(
      await send(receiver, spans("roll")),
      failed(14, "the receiver is busy", 503),
    );
  });

  test("throttles a sender", async ({ start, send }) => {
    const receiver = await start({ onExport: () => retry(undefined, { throttled: true }) });
    const answer = await send(receiver, spans("roll"));
    assert.ok(answer.outcome === "failed");
    assert.equal(answer.status, isGrpc ? 8 : 429);
    assert.equal(answer.code, 8);
    if (isGrpc) assert.match(answer.retry ?? "", /\S/);
    else assert.equal(answer.retry, "1");
  });

  for (const [codeText, status] of Object.entries(NON_RETRYABLE_STATUS)) {
    test(`refuses with code ${codeText}`, async ({ start, send }) => {
      const code = Number(codeText) as NonRetryableCode;
      const receiver = await start({ onExport: () => refuse(code, "grün, 100 %") });
      assert.deepEqual(await send(receiver, spans("roll")), failed(code, "grün, 100 %", status));
    });
  }

  test("does not tell the sender what a handler threw", async ({ start, send }) => {
    const errors: unknown[] = [];
    const error = new Error("the password is 1234");
    const receiver = await start({
      onTraces() {
        throw error;
      },
      onLogs: () => Promise.reject(error),
      onError: (error) => errors.push(error),
    });
    const message = "Cannot take the request: the receiver failed";
    assert.deepEqual(await send(receiver, spans("roll")), failed(13, message, 500));
    const logs = encodeLogs({ resourceLogs: [] }, encoding);
    assert.deepEqual(await send(receiver, logs, { signal: "logs" }), failed(13, message, 500));
    assert.deepEqual(errors, [error, error]);
  });

  test("says what is wrong with a message, without its content", async ({ start, send }) => {
    const receiver = await start({ onExport: () => assert.fail("it was handed over") });
    const message = new TextEncoder().encode('{"resourceSpans": secret');
    const answer = await send(receiver, message);
    assert.ok(answer.outcome === "failed");
    assert.deepEqual([answer.status, answer.code], isGrpc ? [3, 3] : [400, 3]);
    assert.match(answer.message, /^Cannot decode TracesData: /);
    assert.doesNotMatch(answer.message, /secret/);
  });

  test("refuses what is too large, compressed or not", async ({ start, send }) => {
    const receiver = await start({ maxBytes: 1000, onExport: accept });
    assert.deepEqual(await send(receiver, spans("roll")), ACCEPTED);
    const large = spans("x".repeat(1000));
    const gzipped = new Uint8Array(gzipSync(large));
    assert.ok(gzipped.length < 1000);
    for (
      const answer of [
        await send(receiver, large),
        await send(receiver, gzipped, { compression: "gzip" }),
      ]
    ) {
      assert.ok(answer.outcome === "failed");
      assert.deepEqual([answer.status, answer.code], isGrpc ? [8, 8] : [413, 8]);
    }
    assert.deepEqual(await send(receiver, spans("roll")), ACCEPTED);
  });

  test("refuses what has too many items", async ({ start, send }) => {
    const receiver = await start({ maxItems: 10, onExport: accept });
    const answer = await send(receiver, spans(..."abcdefghijk"));
    assert.equal(answer.outcome === "failed" && answer.code, 8);
  });

  test("is not harmed by a small request that unpacks to a huge one", async ({ start, send }) => {
    const receiver = await start({ onExport: () => assert.fail("it was handed over") });
    const bomb = await compressFlood();
    assert.ok(bomb.length < UNPACKED_BYTES / 900);
    const before = Deno.memoryUsage().rss;
    const answer = await send(receiver, bomb, { compression: "gzip" });
    const growth = Deno.memoryUsage().rss - before;
    assert.equal(answer.outcome === "failed" && answer.code, 8);
    assert.ok(growth < UNPACKED_BYTES / 2, `memory grew by ${growth} bytes`);
  });

  test("refuses a compression that it does not know", async ({ start, send }) => {
    const receiver = await start({ onExport: accept });
    const answer = await send(receiver, spans("roll"), { compression: "br" });
    assert.equal(answer.outcome === "failed" && answer.status, isGrpc ? 12 : 415);
  });

  test("refuses what is not compressed as it says", async ({ start, send }) => {
    const receiver = await start({ onExport: accept });
    const answer = await send(receiver, spans("roll"), { compression: "gzip" });
    assert.ok(answer.outcome === "failed");
    assert.ok(isGrpc ? answer.status === 13 || answer.status === 3 : answer.status === 400);
  });

  test("is gone once it is disposed of, twice if need be", async ({ start, send }) => {
    const receiver = await start({ onExport: accept });
    assert.deepEqual(await send(receiver, spans("roll")), ACCEPTED);
    await Promise.all([receiver[Symbol.asyncDispose](), receiver[Symbol.asyncDispose]()]);
    await assert.rejects(send(receiver, spans("roll")));
    const { hostname, port } = receiver;
    Deno.listen({ hostname, port }).close();
  });
}
