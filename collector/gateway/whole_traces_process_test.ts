import assert from "node:assert/strict";
import { startDiceServer } from "../../apps/dice-server/testing/start_dice_server.ts";
import { TELEMETRY_FLAGS } from "../../apps/dice-server/testing/telemetry_flags.ts";
import { findClient } from "../../apps/viewer/testing/clients/find_client.ts";
import { ignoreWithoutCollector } from "../../tools/collector/ignore_without_collector.ts";
import { countCalls } from "./testing/count_calls.ts";
import { eachSpan } from "./testing/each_span.ts";
import { startFleet } from "./testing/start_fleet.ts";
import { until } from "./testing/until.ts";

const telemetrygen = findClient("telemetrygen");
const ignore = ignoreWithoutCollector() || telemetrygen === undefined;

const SPANS_PER_TRACE = 5;
/** Requests for four rolls: a span for each and one for the request. */
const ROLLS = 3500;
/** Requests that fail before the first roll: a span each. */
const FAILURES = 20;
/** By service: how many traces telemetrygen makes, and how. */
const GENERATED = {
  usual: { traces: 1400, flags: [] },
  failing: { traces: 50, flags: ["--status-code", "Error"] },
  // Four times that is how long a trace takes; none of its spans but the root is slow.
  slow: { traces: 50, flags: ["--span-duration", "200ms"] },
} as const;
/** Every span that is sent, as span metrics have to count them. */
const EXPECTED_CALLS = {
  "dice-server fine": ROLLS * SPANS_PER_TRACE,
  "dice-server failed": FAILURES,
  "usual fine": GENERATED.usual.traces * SPANS_PER_TRACE,
  "failing failed": GENERATED.failing.traces * SPANS_PER_TRACE,
  "slow fine": GENERATED.slow.traces * SPANS_PER_TRACE,
};
const SLOW_NANOS = 500_000_000n;

Deno.test(
  "gateway: of 5,000 traces each is whole on one gateway, all that failed or were slow are kept, all are counted",
  { ignore },
  async () => {
    await using fleet = await startFleet();
    const endpoint = `127.0.0.1:${fleet.agent.httpPort}`;
    await rollDice(`http://${endpoint}`);
    await generate(endpoint);

    const calls = () => Object.fromEntries(countCalls(fleet.eachArrived("metrics")));
    const describe = () => `${JSON.stringify(calls())}\n${fleet.output()}`;
    const all = Object.values(EXPECTED_CALLS).reduce((sum, count) => sum + count);
    await until(() => sum(Object.values(calls())) >= all, { limitMs: 60_000, describe });
    assert.deepEqual(calls(), EXPECTED_CALLS);
    assert.deepEqual(keysOfSpanMetrics(fleet.eachArrived("metrics")), ["service.name"]);

    const traces = new Map<string, TraceSeen>();
    fleet.gateways.forEach(({ eachReceived }, gateway) => {
      for (const span of eachSpan(eachReceived())) {
        const trace = traces.get(span.traceId) ?? newTrace(span.service);
        traces.set(span.traceId, trace);
        trace.gateways.add(gateway);
        trace.spans.add(span.spanId);
        trace.failed ||= span.failed;
        if (trace.start === undefined || span.start < trace.start) trace.start = span.start;
        if (trace.end === undefined || span.end > trace.end) trace.end = span.end;
      }
    });
    const whole = [...traces.values()].filter(({ spans }) => spans.size === SPANS_PER_TRACE);
    assert.equal(whole.length, 5000);
    assert.equal(traces.size, 5000 + FAILURES);
    const shares = fleet.gateways.map((_, gateway) =>
      [...traces.values()].filter(({ gateways }) => gateways.size === 1 && gateways.has(gateway))
        .length
    );
    assert.equal(sum(shares), traces.size, `a trace is on several gateways: ${shares}`);
    for (const share of shares) assert.ok(share > traces.size / 5, `shares are ${shares}`);

    const isWorthIt = ({ failed, start, end }: TraceSeen) => failed || end! - start! > SLOW_NANOS;
    const worthIt = new Set([...traces].filter(([, trace]) => isWorthIt(trace)).map(([id]) => id));
    assert.equal(
      worthIt.size,
      FAILURES + GENERATED.failing.traces + GENERATED.slow.traces,
      "planned so",
    );
    const kept = () => {
      const spans = new Map<string, Set<string>>();
      for (const { traceId, spanId } of eachSpan(fleet.eachArrived("traces"))) {
        spans.set(traceId, (spans.get(traceId) ?? new Set()).add(spanId));
      }
      return spans;
    };
    await until(() => [...worthIt].every((id) => kept().has(id)), { limitMs: 30_000, describe });
    // What was kept for it left the gateways before the last metrics came.
    const keptSpans = kept();
    for (const [id, spans] of keptSpans) {
      assert.deepEqual([...spans].sort(), [...traces.get(id)!.spans].sort(), "a part of a trace");
    }
    const others = keptSpans.size - worthIt.size;
    // One of a hundred of 4,900, by the hash of ids that are random: 5 standard deviations each way.
    assert.ok(others >= 14 && others <= 84, `${others} of the other traces were kept`);

    const rolls = countRolls(fleet.eachArrived("metrics"));
    assert.equal(rolls, ROLLS * (SPANS_PER_TRACE - 1));
    const bodies = [...fleet.eachArrived("logs")].flatMap(({ resourceLogs }) => resourceLogs)
      .flatMap(({ scopeLogs }) => scopeLogs).flatMap(({ logRecords }) => logRecords);
    assert.equal(bodies.length, FAILURES);
  },
);

interface TraceSeen {
  readonly service: string;
  readonly gateways: Set<number>;
  readonly spans: Set<string>;
  failed: boolean;
  start: bigint | undefined;
  end: bigint | undefined;
}

function newTrace(service: string): TraceSeen {
  return {
    service,
    gateways: new Set(),
    spans: new Set(),
    failed: false,
    start: undefined,
    end: undefined,
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

/** The dice server, unchanged, with telemetry in front of it. */
async function rollDice(endpoint: string): Promise<void> {
  const server = await startDiceServer({
    args: ["--port", "0"],
    permissions: TELEMETRY_FLAGS,
    env: {
      OTEL_SERVICE_NAME: "dice-server",
      OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
      OTEL_EXPORTER_OTLP_PROTOCOL: "http/protobuf",
      // Faster than any person rolls.
      OTEL_BSP_MAX_QUEUE_SIZE: "50000",
      APPLICATION_LOG_LEVEL: "error",
    },
  });
  try {
    const paths = [
      ...Array.from({ length: ROLLS }, () => "/rolldice?rolls=4"),
      ...Array.from({ length: FAILURES }, () => "/rolldice?rolls=0"),
    ];
    const caller = async () => {
      for (let path = paths.pop(); path !== undefined; path = paths.pop()) await server.get(path);
    };
    await Promise.all(Array.from({ length: 8 }, caller));
  } finally {
    const { status, restOfStderr } = await server.stop();
    assert.equal(status.code, 143, restOfStderr.join("\n"));
  }
}

/** The Collector's own generator of load. */
async function generate(endpoint: string): Promise<void> {
  for (const [service, { traces, flags }] of Object.entries(GENERATED)) {
    const { code, stderr } = await new Deno.Command(telemetrygen!, {
      args: [
        ...["traces", "--otlp-http", "--otlp-insecure", "--otlp-endpoint", endpoint],
        ...["--service", service, "--traces", `${traces}`, "--rate", "0"],
        ...["--child-spans", `${SPANS_PER_TRACE - 1}`, ...flags],
      ],
      // It generates faster than it sends, and drops what its queue has no room for.
      env: { OTEL_BSP_MAX_QUEUE_SIZE: `${traces * SPANS_PER_TRACE}` },
      stdin: "null",
      stdout: "null",
      signal: AbortSignal.timeout(60_000),
    }).output();
    assert.equal(code, 0, new TextDecoder().decode(stderr));
  }
}

/** By which attributes the resources of span metrics are told apart. */
// deno-lint-ignore no-explicit-any -- OTLP/JSON
function keysOfSpanMetrics(lines: Iterable<any>): readonly string[] {
  const keys = new Set<string>();
  for (const { resourceMetrics } of lines) {
    for (const { resource, scopeMetrics } of resourceMetrics) {
      if (scopeMetrics[0].scope.name !== "spanmetricsconnector") continue;
      for (const { key } of resource.attributes) keys.add(key);
    }
  }
  return [...keys];
}

/** The last total of `dice.rolls`. */
// deno-lint-ignore no-explicit-any -- OTLP/JSON
function countRolls(lines: Iterable<any>): number {
  let rolls = 0;
  for (const { resourceMetrics } of lines) {
    for (const { scopeMetrics } of resourceMetrics) {
      for (const { metrics } of scopeMetrics) {
        for (const { name, sum: counter } of metrics) {
          if (name !== "dice.rolls") continue;
          rolls = sum(counter.dataPoints.map(({ asInt }: { asInt: string }) => Number(asInt)));
        }
      }
    }
  }
  return rolls;
}
