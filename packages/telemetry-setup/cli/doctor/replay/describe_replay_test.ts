import assert from "node:assert/strict";
import { describeReplay } from "./describe_replay.ts";
import type { ReplayStep } from "./replay_logs.ts";

const step = (given: Partial<ReplayStep>): ReplayStep => ({
  key: { signal: "traces", destinationDigest: "1", destination: "http://a:4318" },
  itemCount: 1,
  destination: "http://a:4318",
  outcome: "delivered",
  rejectedCount: 0,
  reason: "",
  ...given,
});
const describe = (...steps: readonly ReplayStep[]) =>
  describeReplay(steps, "/spool").map(({ ok, message }) => [ok, message]);

Deno.test("describeReplay() says that there was nothing", () => {
  assert.deepEqual(describe(), [[true, "nothing that could be sent waits in /spool"]]);
});

Deno.test("describeReplay() sums up what came to the same", () => {
  assert.deepEqual(
    describe(
      step({ itemCount: 500 }),
      step({ outcome: "refused", reason: "status 400" }),
      step({ itemCount: 12 }),
    ),
    [
      [true, "delivered 512 spans to http://a:4318"],
      [
        false,
        "Cannot deliver 1 span to http://a:4318: refused (status 400); " +
        "they stay in quarantine in /spool",
      ],
    ],
  );
});

Deno.test("describeReplay() says why something stays", () => {
  assert.deepEqual(
    describe(step({ outcome: "kept", reason: "connection refused", destination: "" })),
    [[
      false,
      "Cannot deliver 1 span to an unknown receiver: connection refused; they stay in /spool",
    ]],
  );
});

Deno.test("describeReplay() tells of items that a receiver rejected", () => {
  assert.deepEqual(describe(step({ itemCount: 5, rejectedCount: 2, reason: "too old" })), [
    [
      false,
      "Cannot deliver 2 of 5 spans: http://a:4318 took the rest and rejected them (too old)",
    ],
  ]);
});
