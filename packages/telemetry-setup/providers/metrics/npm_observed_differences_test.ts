import {
  AggregationTemporality,
  AggregationType,
  createAllowListAttributesProcessor,
  type MetricReaderOptions,
} from "@opentelemetry/sdk-metrics";
import { assertNpmDifference, type NpmDifference } from "./testdata/npm_difference.ts";

const DELTA: MetricReaderOptions = {
  aggregationTemporalitySelector: () => AggregationTemporality.DELTA,
};

const CASES: readonly NpmDifference[] = [
  {
    name: "what is observed beyond the limit is added up",
    readers: [{ cardinalitySelector: () => 2 }],
    async run({ meter, collect }) {
      meter.createObservableCounter("o").addCallback((result) => {
        for (const n of [1, 2, 3]) result.observe(n * 10, { n });
      });
      return await collect();
    },
    own: ["o {n:1} 10", "o {otel.metric.overflow:true} 50"],
    npm: ["o {n:1} 10", "o {otel.metric.overflow:true} 30"],
  },
  {
    name: "what becomes one set of attributes by a view is added up, when it is observed",
    views: [{
      instrumentName: "o",
      attributesProcessors: [createAllowListAttributesProcessor(["a"])],
    }],
    async run({ meter, collect }) {
      meter.createObservableCounter("o").addCallback((result) => {
        result.observe(1, { a: 1, b: 1 });
        result.observe(2, { a: 1, b: 2 });
      });
      return await collect();
    },
    own: ["o {a:1} 3"],
    npm: ["o {a:1} 2"],
  },
  {
    name: "what is not observed any more is not told any more",
    async run({ meter, collect }) {
      let n = 0;
      meter.createObservableGauge("o").addCallback((result) => result.observe(7, { n: n++ }));
      await collect();
      return await collect();
    },
    own: ["o {n:1} 7"],
    npm: ["o {n:0} 7", "o {n:1} 7"],
  },
  {
    name: "what is observed for one reader is nothing to another",
    readers: [DELTA, DELTA],
    async run({ meter, collect }) {
      const seen = [5, 10, 7];
      meter.createObservableCounter("o").addCallback((result) => result.observe(seen.shift()!));
      return [await collect(0), await collect(1), await collect(0)];
    },
    // The first reader has not seen that it fell.
    own: [["o {} 5"], ["o {} 10"], ["o {} 2"]],
    npm: [["o {} 5"], ["o {} 10"], ["o {} 7"]],
  },
  {
    name: "a histogram of what is observed counts each observation",
    views: [{
      instrumentName: "o",
      aggregation: {
        type: AggregationType.EXPLICIT_BUCKET_HISTOGRAM,
        options: { boundaries: [5], recordMinMax: false },
      },
    }],
    async run({ meter, collect }) {
      meter.createObservableCounter("o").addCallback((result) => result.observe(7));
      await collect();
      return await collect();
    },
    own: ['o {} {"sum":14,"buckets":{"boundaries":[5],"counts":[0,2]},"count":2}'],
    npm: ['o {} {"sum":7,"buckets":{"boundaries":[5],"counts":[0,1]},"count":1}'],
  },
  {
    name: "a value below zero is nothing that a counter observes",
    async run({ meter, collect }) {
      meter.createObservableCounter("o").addCallback((result) => result.observe(-1));
      return await collect();
    },
    own: [],
    npm: ["o {} 0"],
  },
  {
    name: "what is observed starts with its instrument, or with the collection before it was seen",
    async run({ meter, wait, collectStarts }) {
      let n = 0;
      meter.createObservableUpDownCounter("o").addCallback((result) => {
        n++;
        result.observe(1, { n: 1 });
        if (n > 1) result.observe(1, { n: 2 });
      });
      wait(10);
      const first = await collectStarts();
      wait(10);
      return [first, await collectStarts()];
    },
    own: [[0], [0, 10]],
    npm: [[10], [10, 20]],
  },
  {
    name: "a batch callback observes instruments of other meters in the same collection",
    async run({ meter, getMeter, collect }) {
      const counter = meter.createObservableCounter("o");
      const other = getMeter("other");
      other.createObservableGauge("g").addCallback((result) => result.observe(1));
      other.addBatchObservableCallback(async (result) => {
        await new Promise((resolve) => setImmediate(resolve));
        result.observe(counter, 5);
      }, [counter]);
      return await collect();
    },
    own: ["g {} 1", "o {} 5"],
    npm: ["g {} 1"],
  },
];

for (const difference of CASES) {
  Deno.test(
    `MeterProvider differs from npm's: ${difference.name}`,
    () => assertNpmDifference(difference),
  );
}
