import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { AlwaysOffSampler } from "@opentelemetry/sdk-trace";
import { createJaegerRemoteSampler } from "./jaeger_remote_sampler.ts";
import { probabilisticAnswer } from "./testdata/encode_strategy.ts";
import { countSampled } from "./testdata/sample.ts";

const ignore = Deno.permissions.querySync({ name: "net", host: "127.0.0.1" }).state !== "granted" ||
  Deno.permissions.querySync({ name: "env" }).state !== "granted";

/** A gRPC server with Jaeger's sampling service. */
async function startSamplingService(answer: (request: string) => Uint8Array) {
  const grpc = await import("@grpc/grpc-js");
  const server = new grpc.Server();
  server.addService({
    GetSamplingStrategy: {
      path: "/jaeger.api_v2.SamplingManager/GetSamplingStrategy",
      requestStream: false,
      responseStream: false,
      requestSerialize: Buffer.from,
      requestDeserialize: (bytes: Uint8Array) => bytes,
      responseSerialize: (bytes: Uint8Array) => Buffer.from(bytes),
      responseDeserialize: (bytes: Uint8Array) => bytes,
    },
  }, {
    GetSamplingStrategy(
      { request }: { readonly request: Uint8Array },
      callback: (error: null, response: Uint8Array) => void,
    ) {
      callback(null, answer(new TextDecoder().decode(request)));
    },
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync(
      "127.0.0.1:0",
      grpc.ServerCredentials.createInsecure(),
      (error, port) => error === null ? resolve(port) : reject(error),
    );
  });
  return { port, [Symbol.dispose]: () => server.forceShutdown() };
}

Deno.test({
  name: "createJaegerRemoteSampler() gets the strategy over gRPC, and the next one",
  ignore,
  async fn() {
    const rates = [1, 0];
    const requests: string[] = [];
    using service = await startSamplingService((request) => {
      requests.push(request);
      return probabilisticAnswer(rates[requests.length - 1] ?? 0);
    });
    const controller = new AbortController();
    const messages: string[] = [];
    const say = (message: string) => void messages.push(message);
    let polled = Promise.withResolvers<() => void>();
    const sampler = createJaegerRemoteSampler({
      serviceName: "dice",
      endpoint: `http://127.0.0.1:${service.port}`,
      initial: new AlwaysOffSampler(),
      stopped: controller.signal,
      diagnostics: { error: say, warn: say, info: say, debug: say },
      setTimer(run) {
        polled.resolve(run);
        return () => {};
      },
    });
    assert.equal(countSampled(sampler, 50), 0);
    const pollAgain = await polled.promise;
    assert.equal(countSampled(sampler, 50), 50);
    polled = Promise.withResolvers();
    pollAgain();
    await polled.promise;
    assert.equal(countSampled(sampler, 50), 0);
    controller.abort();
    assert.deepEqual(requests, ["\n\x04dice", "\n\x04dice"]);
    assert.deepEqual(messages, []);
  },
});

Deno.test({
  name: "createJaegerRemoteSampler() lets the process end between two polls",
  ignore: ignore || Deno.permissions.querySync({ name: "run" }).state !== "granted",
  async fn() {
    let asked = 0;
    using service = await startSamplingService(() => {
      asked++;
      return probabilisticAnswer(1);
    });
    const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        "--allow-all",
        new URL("testdata/sample_until_end.ts", import.meta.url).pathname,
        `http://127.0.0.1:${service.port}`,
      ],
      signal: AbortSignal.timeout(30_000),
    }).output();
    assert.equal(new TextDecoder().decode(stderr), "");
    assert.equal(new TextDecoder().decode(stdout), "sampled\n");
    assert.equal(code, 0);
    assert.equal(asked, 1);
  },
});
