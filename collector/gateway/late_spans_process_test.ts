import assert from "node:assert/strict";
import { ignoreWithoutCollector } from "../../tools/collector/ignore_without_collector.ts";
import { eachSpan } from "./testing/each_span.ts";
import { startFleet } from "./testing/start_fleet.ts";
import { until } from "./testing/until.ts";

const ignore = ignoreWithoutCollector();

const SECOND = 1_000_000_000n;
const START = 1_795_368_010n * SECOND;

/** A span as it is sent; the ids begin with zeros. */
interface SentSpan {
  readonly trace: string;
  readonly id: string;
  readonly failed?: boolean;
  readonly nanos?: bigint;
}

/** By what comes later than the first spans of a trace. None of these traces is the one of a hundred. */
const TRACES = {
  failing: "a1",
  slow: "a2",
  usual: "a3",
};

Deno.test(
  "gateway: a trace is kept whole, when what it is kept for comes later than other spans of it",
  {
    ignore,
  },
  async () => {
    await using fleet = await startFleet();
    const url = `http://127.0.0.1:${fleet.agent.httpPort}/v1/traces`;
    const kept = () =>
      [...eachSpan(fleet.eachArrived("traces"))].map(({ traceId, spanId }) =>
        `${traceId.slice(-2)} ${spanId.slice(-2)}`
      ).sort();
    const received = async () => {
      const counts = await Promise.all(
        fleet.gateways.map(({ readMetric }) => readMetric("otelcol_receiver_accepted_spans")),
      );
      return counts.reduce((sum, count) => sum + count, 0);
    };
    const describe = () => `${kept()}\n${fleet.output()}`;

    await send(url, Object.values(TRACES).map((trace) => ({ trace, id: "01" })));
    await until(async () => await received() === 3, { limitMs: 20_000, describe });
    await send(url, [
      { trace: TRACES.failing, id: "02", failed: true },
      { trace: TRACES.slow, id: "02", nanos: SECOND },
      { trace: TRACES.usual, id: "02" },
    ]);
    await until(() => kept().length >= 4, { limitMs: 20_000, describe });
    await send(url, Object.values(TRACES).map((trace) => ({ trace, id: "03" })));
    await until(() => kept().length >= 6, { limitMs: 20_000, describe });
    await until(async () => await received() === 9, { limitMs: 20_000, describe });
    assert.deepEqual(kept(), ["a1 01", "a1 02", "a1 03", "a2 01", "a2 02", "a2 03"]);
  },
);

async function send(url: string, spans: readonly SentSpan[]): Promise<void> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      resourceSpans: [{
        scopeSpans: [{
          spans: spans.map(({ trace, id, failed = false, nanos = 1000n }) => ({
            traceId: trace.padStart(32, "0"),
            spanId: id.padStart(16, "0"),
            name: "work",
            startTimeUnixNano: `${START}`,
            endTimeUnixNano: `${START + nanos}`,
            status: { code: failed ? 2 : 0 },
          })),
        }],
      }],
    }),
  });
  assert.equal(response.status, 200, await response.text());
}
