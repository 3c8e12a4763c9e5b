import { type Attributes, diag, type Meter } from "@opentelemetry/api";
import {
  type AggregationOption,
  AggregationTemporality,
  AggregationType,
  createAllowListAttributesProcessor,
  MeterProvider as SdkMeterProvider,
  type MetricReaderOptions,
  type ViewOptions,
} from "@opentelemetry/sdk-metrics";
import { deepEqual } from "node:assert/strict";
import { MeterProvider, type MeterProviderOptions } from "./meter_provider.ts";
import { ManualReader } from "./testdata/play_script.ts";

// What differential_test.ts keeps away from: where npm's SDK, version 3.1.0, does something else than
// the specification says, or loses or spoils something. If npm's is corrected, its half of a case
// fails, and the case belongs into the script of the differential test.

/** What a case is done with: one provider, once npm's and once ours. */
interface Lab {
  readonly meter: Meter;
  readonly getMeter: SdkMeterProvider["getMeter"];
  /** The points of a reader, as `name {attributes} value`, in the order of the texts. */
  collect(reader?: number): Promise<string[]>;
  wait(millis: number): void;
  /** When the points of a reader start, in milliseconds. */
  collectStarts(reader?: number): Promise<number[]>;
}

interface Case {
  readonly name: string;
  readonly readers?: readonly MetricReaderOptions[];
  readonly views?: ViewOptions[];
  run(lab: Lab): unknown;
  readonly own: unknown;
  readonly npm: unknown;
}

const DELTA: MetricReaderOptions = {
  aggregationTemporalitySelector: () => AggregationTemporality.DELTA,
};
const EXPONENTIAL: AggregationOption = { type: AggregationType.EXPONENTIAL_HISTOGRAM };

const CASES: readonly Case[] = [
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

for (const { name, readers = [{}], views = [], run, own, npm } of CASES) {
  Deno.test(`MeterProvider differs from npm's: ${name}`, async () => {
    diag.disable();
    const settings = { readers, views };
    const createOwn = (options: MeterProviderOptions) => new MeterProvider(options);
    deepEqual(await play(run, { ...settings, create: createOwn }), own);
    deepEqual(
      await play(run, { ...settings, create: (given) => new SdkMeterProvider(given) }),
      npm,
    );
  });
}

async function play(run: Case["run"], { create, readers: options, views }: {
  readonly create: (options: MeterProviderOptions) => Pick<SdkMeterProvider, "getMeter">;
  readonly readers: readonly MetricReaderOptions[];
  readonly views: ViewOptions[];
}): Promise<unknown> {
  const realNow = Date.now;
  const begin = 1_795_368_000_000;
  let millis = begin;
  Date.now = () => millis;
  try {
    const readers = options.map((option) => new ManualReader(option));
    const now = (): [number, number] => [Math.floor(millis / 1000), (millis % 1000) * 1e6];
    const provider = create({ readers, views, now });
    const metrics = async (reader: number) =>
      (await readers[reader]!.collect()).resourceMetrics.scopeMetrics.flatMap(({ metrics }) =>
        metrics
      );
    return await run({
      meter: provider.getMeter("dice"),
      getMeter: (...args) => provider.getMeter(...args),
      async collect(reader = 0) {
        return (await metrics(reader)).flatMap(({ descriptor, dataPoints }) =>
          dataPoints.map(({ attributes, value }) => {
            const members = Object.entries(attributes).map(([key, member]) => `${key}:${member}`);
            const text = typeof value === "number" ? String(value) : JSON.stringify(value);
            return `${descriptor.name} {${members}} ${text}`;
          })
        ).sort();
      },
      async collectStarts(reader = 0) {
        return (await metrics(reader)).flatMap(({ dataPoints }) =>
          dataPoints.map(({ startTime: [seconds, nanos] }) => seconds * 1000 + nanos / 1e6 - begin)
        );
      },
      wait: (waited) => void (millis += waited),
    });
  } finally {
    Date.now = realNow;
  }
}
