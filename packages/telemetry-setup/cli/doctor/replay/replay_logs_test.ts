import assert from "node:assert/strict";
import { createMemoryLog } from "../../../transports/queue/memory_log.ts";
import type { PayloadBatch } from "../../../transports/queue/payload_log.ts";
import type { Verdict } from "../../../transports/transport.ts";
import type { ReplayDestination } from "./choose_destination.ts";
import { type LeftLog, replayLogs, type ReplayStep } from "./replay_logs.ts";

const ACCEPTED: Verdict = { outcome: "accepted", rejectedCount: 0, message: "" };
const REFUSED = { outcome: "refused", reason: "status 400", ofContent: true } as const;
const URL = "http://a:4318";

/** A log with payloads of one byte and one item each, and what became of them. */
function leave(payloads: readonly number[], digest = "1") {
  const became: (readonly [number, string])[] = [];
  const waiting = [...payloads];
  let closed = false;
  const left: LeftLog = {
    signal: "traces",
    destinationDigest: digest,
    destination: URL,
    log: {
      itemCount: payloads.length,
      byteLength: payloads.length,
      unread: { itemCount: payloads.length, byteLength: payloads.length, dueAt: 0 },
      append: () => false,
      read(): PayloadBatch | undefined {
        const payload = waiting.shift();
        return payload === undefined ? undefined : {
          payloads: [Uint8Array.of(payload)],
          contentType: "application/x-protobuf",
          itemCount: 1,
          itemCounts: [1],
          accepted: () => void became.push([payload, "accepted"]),
          refused(reason) {
            became.push([payload, reason]);
            return true;
          },
        };
      },
      close: () => void (closed = true),
    },
  };
  return {
    left,
    became,
    get closed() {
      return closed;
    },
  };
}

function answer(verdictOf: (payload: number) => Verdict, digest = "1") {
  const sent: number[] = [];
  const destination: ReplayDestination = {
    signal: "traces",
    exporter: "otlp_http",
    digest,
    transport: {
      destination: URL,
      send([payload = 0]) {
        sent.push(payload);
        return Promise.resolve(verdictOf(payload));
      },
      close() {},
    },
  };
  return { sent, destination };
}

async function replay(logs: readonly LeftLog[], destinations: readonly ReplayDestination[]) {
  const steps: ReplayStep[] = [];
  for await (const step of replayLogs(logs, destinations)) steps.push(step);
  return steps.map(({ outcome, itemCount, rejectedCount, reason }) => [
    outcome,
    itemCount,
    rejectedCount,
    reason,
  ]);
}

Deno.test("replayLogs() sends everything in order, and forgets what was accepted", async () => {
  const [one, two] = [leave([1, 2]), leave([3])];
  const { sent, destination } = answer(() => ACCEPTED);
  assert.deepEqual(await replay([one.left, two.left], [destination]), [
    ["delivered", 1, 0, ""],
    ["delivered", 1, 0, ""],
    ["delivered", 1, 0, ""],
  ]);
  assert.deepEqual(sent, [1, 2, 3]);
  assert.deepEqual([...one.became, ...two.became], [
    [1, "accepted"],
    [2, "accepted"],
    [3, "accepted"],
  ]);
  assert.deepEqual([one.closed, two.closed], [true, true]);
});

Deno.test("replayLogs() puts what is refused aside, and goes on", async () => {
  const one = leave([1, 2]);
  const { destination } = answer((payload) =>
    payload === 1 ? { outcome: "refused", reason: "status 400" } : ACCEPTED
  );
  assert.deepEqual(await replay([one.left], [destination]), [
    ["refused", 1, 0, "status 400"],
    ["delivered", 1, 0, ""],
  ]);
  assert.deepEqual(one.became, [[1, "status 400"], [2, "accepted"]]);
});

Deno.test("replayLogs() tells what a receiver rejected of a request that it took", async () => {
  const { destination } = answer(() => ({
    outcome: "accepted",
    rejectedCount: 1,
    message: "too old",
  }));
  assert.deepEqual(await replay([leave([1]).left], [destination]), [
    ["delivered", 1, 1, "too old"],
  ]);
});

Deno.test("replayLogs() asks a destination that is away once, and the others all the same", async () => {
  const [one, two] = [leave([1, 2], "1"), leave([3], "2")];
  const away = answer(() => ({ outcome: "retry", reason: "connection refused" }), "1");
  const there = answer(() => ACCEPTED, "2");
  assert.deepEqual(await replay([one.left, two.left], [away.destination, there.destination]), [
    ["kept", 1, 0, "connection refused"],
    ["kept", 1, 0, "connection refused"],
    ["delivered", 1, 0, ""],
  ]);
  assert.deepEqual([away.sent, there.sent], [[1], [3]]);
  assert.deepEqual(one.became, []);
});

Deno.test("replayLogs() keeps what is for nobody", async () => {
  const one = leave([1]);
  assert.deepEqual(await replay([one.left], []), [
    ["kept", 1, 0, "no destination for it is configured, or several are"],
  ]);
  assert.deepEqual([one.became, one.closed], [[], true]);
});

for (
  const [what, verdictOf, sent, steps] of [
    ["several payloads as one request", () => ACCEPTED, ["[1,2,3]"], [["delivered", 4, 0, ""]]],
    [
      "each by itself, when it refuses one of them",
      (text: string) => text.includes("2") ? REFUSED : ACCEPTED,
      ["[1,2,3]", "[1]", "[2]", "[3]"],
      [["delivered", 2, 0, ""], ["refused", 2, 0, REFUSED.reason]],
    ],
  ] as const
) {
  Deno.test(`replayLogs() sends a receiver ${what}`, async () => {
    const log = createMemoryLog();
    for (const [text, itemCount] of [["[1]", 1], ["[2]", 2], ["[3]", 1]] as const) {
      const contentType = "application/json";
      log.append(new TextEncoder().encode(text), { contentType, itemCount, dueAt: 0 });
    }
    const got: string[] = [];
    const destination: ReplayDestination = {
      ...answer(() => ACCEPTED).destination,
      exporter: "zipkin",
      transport: {
        destination: URL,
        send(payload) {
          const text = new TextDecoder().decode(payload);
          got.push(text);
          return Promise.resolve(verdictOf(text));
        },
        close() {},
      },
    };
    assert.deepEqual(await replay([{ ...leave([]).left, log }], [destination]), steps);
    assert.deepEqual(got, sent);
    assert.equal(log.itemCount, 0);
  });
}
