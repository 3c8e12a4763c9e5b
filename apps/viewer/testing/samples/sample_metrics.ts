import { decodeMetrics, encodeMetrics, type MetricsData } from "@otel-deno/otlp";
import type { SampleSpanRef } from "./sample_builder.ts";
import { sampleService } from "./sample_services.ts";
import { toAttributes } from "./to_attributes.ts";

const BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];
const CUMULATIVE = 2;

/** Exports of metrics of the dice server, one every ten seconds, with spans as exemplars. */
export function* sampleMetrics(
  { startMillis, exports, random, run, spans }: {
    readonly startMillis: number;
    readonly exports: number;
    readonly random: () => number;
    readonly run: string;
    readonly spans: readonly SampleSpanRef[];
  },
): Iterable<MetricsData> {
  const { attributes, scope } = sampleService("dice-server", run);
  const startTimeUnixNano = BigInt(Math.round(startMillis)) * 1_000_000n;
  const rolls = new Array(6).fill(0);
  const statuses = [200, 400, 500].map((status) => ({
    status,
    sum: 0,
    counts: new Array(BOUNDS.length + 1).fill(0),
  }));
  const exponential = { counts: new Array(24).fill(0), sum: 0 };
  for (let index = 1; index <= exports; index++) {
    const timeUnixNano = startTimeUnixNano + BigInt(index) * 10_000_000_000n;
    const busy = 20 + 15 * Math.sin(index / 9) + random() * 8;
    for (let face = 0; face < 6; face++) rolls[face] += Math.round(busy * (0.5 + random()) / 2);
    for (const one of statuses) {
      for (let hit = 0; hit < (one.status === 200 ? busy : 1.5 * random()); hit++) {
        const seconds = 0.004 * Math.exp(random() * (index % 40 > 34 ? 6 : 3));
        const bucket = BOUNDS.findIndex((bound) => seconds <= bound);
        one.counts[bucket === -1 ? BOUNDS.length : bucket]++;
        one.sum += seconds;
        exponential.counts[Math.min(23, Math.floor(random() * random() * 24))]++;
        exponential.sum += seconds;
      }
    }
    const common = { startTimeUnixNano, timeUnixNano };
    const span = spans[Math.floor((spans.length * (index - 1)) / exports)];
    const exemplars = span === undefined
      ? []
      : [{ timeUnixNano, asDouble: 0.02 + random() / 5, ...span }];
    const metrics = [{
      name: "http.server.request.duration",
      description: "Duration of HTTP server requests.",
      unit: "s",
      histogram: {
        aggregationTemporality: CUMULATIVE,
        dataPoints: statuses.map(({ status, counts, sum }) => ({
          ...common,
          attributes: toAttributes({
            "http.request.method": "GET",
            "http.route": "/rolldice",
            "http.response.status_code": status,
          }),
          count: counts.reduce((all, count) => all + count, 0),
          sum,
          bucketCounts: counts,
          explicitBounds: BOUNDS,
          exemplars: status === 200 ? exemplars : [],
        })),
      },
    }, {
      name: "dice.rolls",
      description: "How often each value was rolled.",
      unit: "{roll}",
      sum: {
        aggregationTemporality: CUMULATIVE,
        isMonotonic: true,
        dataPoints: rolls.map((count, face) => ({
          ...common,
          attributes: toAttributes({ "roll.value": face + 1 }),
          asInt: count,
        })),
      },
    }, {
      name: "process.memory.usage",
      description: "The amount of physical memory in use.",
      unit: "By",
      sum: {
        aggregationTemporality: CUMULATIVE,
        dataPoints: [{
          ...common,
          asInt: Math.round(6.4e7 + 8e6 * Math.sin(index / 5) + index * 1e5),
        }],
      },
    }, {
      name: "process.cpu.utilization",
      description: "Share of the processors' time.",
      unit: "1",
      gauge: {
        dataPoints: ["user", "system"].map((mode, at) => ({
          ...common,
          attributes: toAttributes({ "cpu.mode": mode }),
          asDouble: (busy / 100) * (at === 0 ? 0.8 : 0.2),
        })),
      },
    }, {
      name: "dice.roll.duration",
      description: "How long it takes to roll.",
      unit: "s",
      exponentialHistogram: {
        aggregationTemporality: CUMULATIVE,
        dataPoints: [{
          ...common,
          scale: 1,
          zeroCount: 0,
          count: exponential.counts.reduce((all, count) => all + count, 0),
          sum: exponential.sum,
          positive: { offset: -20, bucketCounts: [...exponential.counts] },
          exemplars,
        }],
      },
    }];
    yield decodeMetrics(
      encodeMetrics({
        resourceMetrics: [{ resource: { attributes }, scopeMetrics: [{ scope, metrics }] }],
      }, "protobuf"),
      "protobuf",
    );
  }
}
