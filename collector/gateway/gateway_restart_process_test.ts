import assert from "node:assert/strict";
import { ignoreWithoutCollector } from "../../tools/collector/ignore_without_collector.ts";
import { eachSpan } from "./testing/each_span.ts";
import { spanIdsOf, SPANS_PER_TRACE } from "./testing/failed_traces.ts";
import { sendSteadily } from "./testing/send_steadily.ts";
import { type Fleet, startFleet } from "./testing/start_fleet.ts";
import { until } from "./testing/until.ts";

const ignore = ignoreWithoutCollector();

/** All of them are traces that are kept. */
const LOAD = { traces: 10_000, tracesPerSecond: 1000, tracesPerRequest: 20 };

Deno.test(
  "gateway: nothing is lost and nothing comes twice, when one ends and starts again under load",
  {
    ignore,
  },
  async () => {
    await using fleet = await startFleet();
    const counts = await countWhile(fleet, (gateway) => away(gateway, "stop"), { maxMissing: 0 });
    assert.deepEqual(missing(counts), []);
    assert.equal([...counts.values()].filter((count) => count > 1).length, 0);
    assertOnOneGateway(fleet);
  },
);

Deno.test(
  "gateway: at most what was on its way into sampling is lost, when one is killed under load",
  {
    ignore,
  },
  async () => {
    await using fleet = await startFleet();
    // A place for each processor, one in work and one at the door.
    const maxMissing = (navigator.hardwareConcurrency + 2) * LOAD.tracesPerRequest *
      SPANS_PER_TRACE;
    const counts = await countWhile(fleet, (gateway) => away(gateway, "kill"), { maxMissing });
    assert.ok(missing(counts).length <= maxMissing, `${missing(counts).length} spans are lost`);
    assertOnOneGateway(fleet);
  },
);

Deno.test("gateway: nothing is lost, when one starts again while the backend is away", {
  ignore,
}, async () => {
  await using fleet = await startFleet();
  const counts = await countWhile(fleet, async (gateway) => {
    await fleet.stopBackend();
    await seconds(1);
    assert.ok(await gateway.readMetric("otelcol_exporter_queue_size") > 0, "nothing is queued");
    await gateway.stop();
    await seconds(1);
    await gateway.start();
    await seconds(1);
    await fleet.startBackend();
  }, { maxMissing: 0 });
  assert.deepEqual(missing(counts), []);
});

type Gateway = Fleet["gateways"][number];

/** A gateway ends, and is back after three seconds. */
async function away(gateway: Gateway, how: "stop" | "kill"): Promise<void> {
  await gateway[how]();
  await seconds(3);
  await gateway.start();
}

/** Sends, and three seconds later does something to a gateway; how often each span came to the backend. */
async function countWhile(
  fleet: Fleet,
  happen: (gateway: Gateway) => Promise<void>,
  { maxMissing }: { readonly maxMissing: number },
): Promise<ReadonlyMap<string, number>> {
  const sending = sendSteadily(`http://127.0.0.1:${fleet.agent.httpPort}`, LOAD);
  await seconds(3);
  await happen(fleet.gateways[1]!);
  await sending;

  const all = LOAD.traces * SPANS_PER_TRACE;
  let before = -1;
  await until(async () => {
    const { size } = countSpans(fleet);
    const isAll = size === all;
    // Fewer only when the agent has nothing more to send.
    const isRest = maxMissing > 0 && size >= all - maxMissing && size === before &&
      await fleet.agent.readMetric("otelcol_exporter_queue_size") === 0;
    before = size;
    return isAll || isRest;
  }, {
    limitMs: 60_000,
    describe: () => `${countSpans(fleet).size} of ${all} spans came\n${fleet.output()}`,
  });
  return countSpans(fleet);
}

function countSpans({ eachArrived }: Fleet): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { spanId } of eachSpan(eachArrived("traces"))) {
    counts.set(spanId, (counts.get(spanId) ?? 0) + 1);
  }
  return counts;
}

function missing(counts: ReadonlyMap<string, number>): readonly string[] {
  return Array.from({ length: LOAD.traces }, (_, trace) => spanIdsOf(trace)).flat()
    .filter((id) => !counts.has(id));
}

function assertOnOneGateway({ gateways }: Fleet): void {
  const owners = new Map<string, number>();
  gateways.forEach(({ eachReceived }, gateway) => {
    for (const { traceId } of eachSpan(eachReceived())) {
      assert.equal(owners.get(traceId) ?? gateway, gateway, `${traceId} is on two gateways`);
      owners.set(traceId, gateway);
    }
  });
}

function seconds(count: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, count * 1000));
}
