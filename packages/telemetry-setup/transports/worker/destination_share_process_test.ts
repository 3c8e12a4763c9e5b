import { startFaultyReceiver } from "@otel-deno/otlp-receiver/testing";
import assert from "node:assert/strict";
import type { Outcome } from "../route.ts";
import {
  encode,
  put,
  setUpDelivery as setUp,
  startClosedReceiver,
  sum,
  until,
} from "../testdata/delivery_bench.ts";
import { PAYLOAD_OVERHEAD_BYTES } from "./queued_bytes.ts";

const ignore = (["net", "read", "run", "env"] as const)
  .some((name) => Deno.permissions.querySync({ name }).state !== "granted");

/** A way to one more receiver, and what it told. */
function openAnother(bench: ReturnType<typeof setUp>, endpoint: string) {
  const outcomes: Outcome[] = [];
  const route = bench.delivery.open({
    signal: "traces",
    transport: {
      ...{ protocol: "http", endpoint, headers: {}, timeoutMillis: 10_000 },
      ...{ compression: "none", userAgent: "test" },
    },
    maxItems: 512,
  }, (outcome) => outcomes.push(outcome));
  return { route, outcomes };
}

Deno.test("a destination that is down has its share once, however many threads send there", {
  ignore,
}, async () => {
  await using down = await startClosedReceiver();
  await using well = await startFaultyReceiver({ protocol: "http" });
  const maxBytes = 4 * (encode(0).length + PAYLOAD_OVERHEAD_BYTES);
  using main = setUp(down.endpoint, { maxBytes });
  const port = main.delivery.connect();
  assert.ok(port);
  using other = setUp(down.endpoint, { maxBytes, port: Promise.resolve(port) });
  const another = openAnother(main, well.endpoint);
  openAnother(other, well.endpoint);
  const [mine, its] = [main.open(), other.open()];
  put(its, 1);
  await other.told("retrying");
  for (const byte of [2, 3]) put(mine, byte);
  assert.equal(sum(main.outcomes, "dropped"), 10, "half of the room is for each of two");
  for (const byte of [4, 5]) put(another.route, byte);
  await until(() => sum(another.outcomes, "accepted") === 20);
  assert.equal(sum(another.outcomes, "dropped"), 0);
  put(its, 6);
  assert.equal(sum(other.outcomes, "dropped"), 10);
  down.open();
  await Promise.all([main.accepted(10), other.accepted(10)]);
});
