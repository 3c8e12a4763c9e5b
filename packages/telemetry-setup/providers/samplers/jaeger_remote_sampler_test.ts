import assert from "node:assert/strict";
import { AlwaysOffSampler } from "@opentelemetry/sdk-trace";
import {
  createJaegerRemoteSampler,
  type JaegerRemoteSamplerOptions,
} from "./jaeger_remote_sampler.ts";
import { probabilisticAnswer } from "./testdata/encode_strategy.ts";
import { createManualRemote } from "./testdata/manual_remote.ts";
import { decide } from "./testdata/sample.ts";

const GRPC = { "content-type": "application/grpc" };

/** A message for success, a response or a failure for anything else. */
type Answer = Uint8Array | Response | Error;

/** A sampler whose service is the test. */
function start(answer: () => Answer, options: Partial<JaegerRemoteSamplerOptions> = {}) {
  const remote = createManualRemote();
  const calls: { readonly url: string; readonly body: string }[] = [];
  const sampler = createJaegerRemoteSampler({
    ...remote.options,
    endpoint: "http://collector:14250",
    initial: new AlwaysOffSampler(),
    fetch: (input, init) => {
      calls.push({ url: String(input), body: (init?.body as Uint8Array).toHex() });
      const answered = answer();
      if (answered instanceof Error) return Promise.reject(answered);
      return Promise.resolve(answered instanceof Response ? answered : grpcResponse(answered));
    },
    ...options,
  });
  return { ...remote, sampler, calls };
}

function grpcResponse(message: Uint8Array): Response {
  return new Response(new Uint8Array([0, 0, 0, 0, message.length, ...message]), { headers: GRPC });
}

Deno.test("createJaegerRemoteSampler() decides by the initial sampler, then by the answer", async () => {
  let rate = 1;
  const { sampler, calls, advance, delays } = start(() => probabilisticAnswer(rate));
  assert.equal(decide(sampler), "dropped");
  await advance(0);
  assert.equal(decide(sampler), "sampled");
  assert.deepEqual(calls, [{
    url: "http://collector:14250/jaeger.api_v2.SamplingManager/GetSamplingStrategy",
    body: "0000000006" + "0a0464696365",
  }]);
  assert.deepEqual(delays(), [60_000]);
  rate = 0;
  await advance(60_000);
  assert.equal(decide(sampler), "dropped");
});

Deno.test("createJaegerRemoteSampler() keeps the last answer while there is no other", async () => {
  const broken: readonly (readonly [Answer, string])[] = [
    [new TypeError("client error (Connect): Connection refused"), "connection refused"],
    [new Response("", { status: 503 }), "HTTP status 503"],
    [new Response("hello"), "no answer of gRPC"],
    [
      new Response(null, { headers: { ...GRPC, "grpc-status": "12", "grpc-message": "unknown" } }),
      "gRPC status 12 (unknown)",
    ],
    [new Response(null, { headers: GRPC }), "a failure without a status that can be read"],
    [
      new Response(new Uint8Array([0, 0, 0, 0, 9, 1]), { headers: GRPC }),
      "an answer that cannot be read",
    ],
    [new Uint8Array(), "the answer holds no sampling strategy"],
  ];
  for (const [failure, reason] of broken) {
    let answer: Answer = probabilisticAnswer(1);
    const { sampler, advance, messages } = start(() => answer, {
      endpoint: "https://user:secret@collector:443",
      intervalMillis: 100,
    });
    await advance(0);
    answer = failure;
    await advance(100);
    assert.equal(decide(sampler), "sampled");
    assert.deepEqual(messages, [
      "warn: Cannot get the sampling strategy from https://collector:443: " +
      `${reason}; sampling as before`,
    ]);
    assert.match(String(sampler), /^JaegerRemoteSampler{https:\/\/collector:443, TraceIdRatio/);
  }
});

Deno.test("createJaegerRemoteSampler() uses no TLS where the endpoint has no scheme", async () => {
  const endpoint = "collector:14250";
  const { calls, advance } = start(() => probabilisticAnswer(1), { endpoint });
  await advance(0);
  assert.equal(new URL(calls[0]?.url ?? "").origin, "http://collector:14250");
});

Deno.test("createJaegerRemoteSampler() does not connect where it must not", async () => {
  const { sampler, calls, messages, advance } = start(() => probabilisticAnswer(1), {
    missingPermission: (endpoint) => `not permitted: ${endpoint}`,
  });
  await advance(0);
  assert.equal(decide(sampler), "dropped");
  assert.deepEqual(calls, []);
  assert.match(messages[0] ?? "", /not permitted: http:\/\/collector:14250/);
});

Deno.test("createJaegerRemoteSampler() does not start a limit anew for the same answer", async () => {
  const { sampler, advance } = start(() => new Uint8Array([0x1a, 2, 0x08, 1]), {
    intervalMillis: 100,
  });
  await advance(0);
  assert.equal(decide(sampler), "sampled");
  await advance(100);
  assert.equal(decide(sampler), "dropped");
});
