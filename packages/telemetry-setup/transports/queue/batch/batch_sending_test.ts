import assert from "node:assert/strict";
import type { Verdict } from "../../transport.ts";
import { createBatchSending } from "./batch_sending.ts";
import { createMemoryLog } from "../memory_log.ts";

const ACCEPTED: Verdict = { outcome: "accepted", rejectedCount: 0, message: "" };
const BAD: Verdict = { outcome: "refused", reason: "status 400", ofContent: true };
const FAILED: Verdict = { outcome: "retry", reason: "status 503" };

/** A batch of lists, which can be merged, to a receiver that gives these answers. */
function setUp(lists: readonly string[], answers: readonly Verdict[]) {
  const log = createMemoryLog();
  for (const list of lists) {
    const facts = { contentType: "application/json", itemCount: 2, dueAt: 0 };
    log.append(new TextEncoder().encode(list), facts);
  }
  const sent: string[] = [];
  const sending = createBatchSending(log.read({ maxItems: 100, maxBytes: 1000 })!, {
    signal: "traces",
    transport: {
      destination: "http://c:4318",
      send(payload) {
        sent.push(new TextDecoder().decode(payload));
        return Promise.resolve(answers[sent.length - 1]!);
      },
      close() {},
    },
  });
  return { sending, sent };
}

Deno.test("attempt() sends again only what was not taken singly, when the receiver fails", async () => {
  const { sending, sent } = setUp(["[1]", "[2]"], [BAD, ACCEPTED, FAILED, ACCEPTED]);
  assert.deepEqual(await sending.attempt(), FAILED);
  assert.deepEqual(await sending.attempt(), {
    outcome: "settled",
    accepted: { itemCount: 4, rejectedCount: 0, message: "" },
    refused: [],
  });
  assert.deepEqual(sent, ["[1,2]", "[1]", "[2]", "[2]"]);
});

Deno.test("attempt() refuses all of it, when that is not because of what is in it", async () => {
  const refusal: Verdict = { outcome: "refused", reason: "status 401" };
  const { sending, sent } = setUp(["[1]", "[2]"], [refusal]);
  assert.deepEqual(await sending.attempt(), {
    outcome: "settled",
    accepted: undefined,
    refused: [{ places: [0, 1], itemCount: 4, reason: "status 401" }],
  });
  assert.deepEqual(sent, ["[1,2]"]);
});

Deno.test("attempt() sends a single payload once, when it is refused for what is in it", async () => {
  const { sending, sent } = setUp(["[1]"], [BAD]);
  assert.deepEqual(await sending.attempt(), {
    outcome: "settled",
    accepted: undefined,
    refused: [{ places: [0], itemCount: 2, reason: "status 400" }],
  });
  assert.deepEqual(sent, ["[1]"]);
});
