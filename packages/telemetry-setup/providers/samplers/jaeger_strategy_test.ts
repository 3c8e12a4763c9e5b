import assert from "node:assert/strict";
import { decodeStrategy, encodeStrategyRequest } from "./jaeger_strategy.ts";
import {
  bytesField,
  doubleField,
  message,
  probabilisticAnswer,
} from "./testdata/encode_strategy.ts";

Deno.test("encodeStrategyRequest() holds the name of the service", () => {
  assert.equal(encodeStrategyRequest("dice").toHex(), "0a0464696365");
  assert.equal(encodeStrategyRequest("").length, 0);
  const long = encodeStrategyRequest("x".repeat(300));
  assert.equal(long.subarray(0, 3).toHex(), "0aac02");
  assert.equal(long.length, 303);
});

Deno.test("decodeStrategy() reads one rate for all", () => {
  assert.deepEqual(decodeStrategy(probabilisticAnswer(0.25)), {
    kind: "probabilistic",
    rate: 0.25,
  });
  // A rate of 0 is not on the wire.
  assert.deepEqual(decodeStrategy(bytesField(2, "")), { kind: "probabilistic", rate: 0 });
});

Deno.test("decodeStrategy() reads a limit, with its kind before it or without", () => {
  const limit = new Uint8Array([0x1a, 2, 0x08, 7]);
  const expected = { kind: "rate limiting", tracesPerSecond: 7 };
  assert.deepEqual(decodeStrategy(limit), expected);
  assert.deepEqual(decodeStrategy(message(new Uint8Array([0x08, 1]), limit)), expected);
});

Deno.test("decodeStrategy() prefers rates by operation", () => {
  const operation = (name: string, rate: number) =>
    bytesField(3, message(bytesField(1, name), bytesField(2, doubleField(1, rate))));
  const answer = message(
    probabilisticAnswer(0.5),
    bytesField(
      4,
      message(doubleField(1, 0.1), doubleField(2, 2), operation("/a", 1), operation("/b", 0)),
    ),
  );
  assert.deepEqual(decodeStrategy(answer), {
    kind: "per operation",
    defaultRate: 0.1,
    lowerBoundPerSecond: 2,
    rates: new Map([["/a", 1], ["/b", 0]]),
  });
});

Deno.test("decodeStrategy() throws where there is none, or no message", () => {
  const none = new RangeError("the answer holds no sampling strategy");
  assert.throws(() => decodeStrategy(new Uint8Array()), none);
  assert.throws(() => decodeStrategy(new Uint8Array([0x08, 0])), none);
  assert.throws(() => decodeStrategy(new Uint8Array([0x12, 9])), { name: "OtlpDecodeError" });
});
