import type { Attributes } from "@opentelemetry/api";
import {
  type AggregationOption,
  AggregationTemporality,
  AggregationType,
  type MetricReaderOptions,
} from "@opentelemetry/sdk-metrics";
import { assertNpmDifference, type NpmDifference } from "./testdata/npm_difference.ts";

const DELTA: MetricReaderOptions = {
  aggregationTemporalitySelector: () => AggregationTemporality.DELTA,
};
const EXPONENTIAL: AggregationOption = { type: AggregationType.EXPONENTIAL_HISTOGRAM };

const CASES: readonly NpmDifference[] = [
  {
    name: "an object with attributes that is changed afterwards changes nothing",
    async run({ meter, collect }) {
      const attributes: Attributes = { a: 1 };
      meter.createCounter("c").add(1, attributes);
      attributes["a"] = 2;
      return await collect();
    },
    own: ["c {a:1} 1"],
    npm: ["c {a:2} 1"],
  },
  {
    name: "a member that is undefined is none",
    async run({ meter, collect }) {
      const counter = meter.createCounter("c");
      counter.add(1, { a: undefined });
      counter.add(1);
      return await collect();
    },
    own: ["c {} 2"],
    npm: ["c {a:undefined} 1", "c {} 1"],
  },
  {
    name: "a member that is no number is not one that is nothing",
    async run({ meter, collect }) {
      const counter = meter.createCounter("c");
      counter.add(1, { a: NaN });
      counter.add(1, { a: null as unknown as number });
      return (await collect()).length;
    },
    own: 2,
    npm: 1,
  },
  {
    name: "what is no number spoils no sum",
    async run({ meter, collect }) {
      const counter = meter.createCounter("c");
      for (const value of [1, NaN, Infinity, 2]) counter.add(value);
      return await collect();
    },
    own: ["c {} 3"],
    npm: ["c {} NaN"],
  },
  {
    name: "the limit of cardinality holds for all intervals together, when points are cumulative",
    readers: [{ cardinalitySelector: () => 3 }],
    async run({ meter, collect }) {
      const counter = meter.createCounter("c");
      const sizes: number[] = [];
      for (let n = 0; n < 8; n += 2) {
        counter.add(1, { n });
        counter.add(1, { n: n + 1 });
        sizes.push((await collect()).length);
      }
      return sizes;
    },
    own: [2, 3, 3, 3],
    npm: [2, 4, 6, 8],
  },
  {
    name: "two views of one instrument are two metrics, and none counts twice",
    views: [{ instrumentName: "*" }, { instrumentName: "c" }],
    async run({ meter, collect }) {
      meter.createCounter("c").add(1);
      return await collect();
    },
    own: ["c {} 1", "c {} 1"],
    npm: ["c {} 2"],
  },
  {
    name: "a view that says no aggregation has that of the reader",
    readers: [{ aggregationSelector: () => EXPONENTIAL }],
    views: [{ instrumentName: "h", description: "of the view" }],
    async run({ meter, collect }) {
      meter.createHistogram("h").record(1);
      return /"scale":20/.test((await collect())[0]!);
    },
    own: true,
    npm: false,
  },
  {
    name: "a view that says no limit has that of the reader",
    readers: [{ cardinalitySelector: () => 2 }],
    views: [{ instrumentName: "c", description: "of the view" }],
    async run({ meter, collect }) {
      const counter = meter.createCounter("c");
      for (const n of [1, 2, 3]) counter.add(1, { n });
      return (await collect()).length;
    },
    own: 2,
    npm: 3,
  },
  {
    name: "a view for a schema URL passes over meters without one",
    views: [{
      meterSchemaUrl: "https://example.com/1",
      aggregation: { type: AggregationType.DROP },
    }],
    async run({ meter, collect }) {
      meter.createCounter("c").add(1);
      return await collect();
    },
    own: ["c {} 1"],
    npm: [],
  },
  {
    name: "a name in another case is the same instrument",
    async run({ meter, collect }) {
      meter.createCounter("rolls").add(1);
      meter.createCounter("Rolls").add(1);
      return await collect();
    },
    own: ["rolls {} 2"],
    npm: ["Rolls {} 1", "rolls {} 1"],
  },
  {
    name: "meters are told apart by name and version, whatever is in them",
    run({ getMeter }) {
      return getMeter("a:b", "c") === getMeter("a", "b:c");
    },
    own: false,
    npm: true,
  },
  {
    name: "an exponential histogram stays fine, when an interval has nothing but zeros",
    views: [{ instrumentName: "h", aggregation: EXPONENTIAL }],
    async run({ meter, collect }) {
      const histogram = meter.createHistogram("h");
      histogram.record(3);
      await collect();
      histogram.record(0);
      return /"scale":20/.test((await collect())[0]!);
    },
    own: true,
    npm: false,
  },
  {
    name:
      "an exponential histogram stays fine, when one interval has one sign and the next the other",
    views: [{ instrumentName: "g", aggregation: EXPONENTIAL }],
    async run({ meter, collect }) {
      const gauge = meter.createGauge("g");
      gauge.record(3);
      await collect();
      gauge.record(-3);
      return /"scale":20/.test((await collect())[0]!);
    },
    own: true,
    npm: false,
  },
  {
    name: "delta points start where the last ones ended",
    readers: [DELTA],
    async run({ meter, wait, collectStarts }) {
      const counter = meter.createCounter("c");
      wait(10);
      counter.add(1);
      wait(10);
      const first = await collectStarts();
      wait(10);
      counter.add(1, { n: 2 });
      return [first, await collectStarts()];
    },
    own: [[0], [20]],
    npm: [[10], [30]],
  },
];

for (const difference of CASES) {
  Deno.test(
    `MeterProvider differs from npm's: ${difference.name}`,
    () => assertNpmDifference(difference),
  );
}
