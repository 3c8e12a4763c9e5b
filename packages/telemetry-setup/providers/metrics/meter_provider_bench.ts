import {
  type Attributes,
  type Context,
  type Counter,
  type Histogram,
  type MeterProvider as ApiMeterProvider,
  ROOT_CONTEXT,
  trace,
} from "@opentelemetry/api";
import {
  AggregationType,
  MeterProvider as SdkMeterProvider,
  MetricReader,
} from "@opentelemetry/sdk-metrics";
import type { ExemplarFilterName } from "./exemplars/exemplar_filter.ts";
import { MeterProvider } from "./meter_provider.ts";

class Reader extends MetricReader {
  protected override onForceFlush = () => Promise.resolve();
  protected override onShutdown = () => Promise.resolve();
}

const EXPONENTIAL = [
  {
    instrumentName: "exponential",
    aggregation: { type: AggregationType.EXPONENTIAL_HISTOGRAM },
  } as const,
];

function create(exemplarFilter: ExemplarFilterName): ApiMeterProvider {
  return new MeterProvider({ readers: [new Reader()], views: [...EXPONENTIAL], exemplarFilter });
}

const SAMPLED = trace.setSpanContext(ROOT_CONTEXT, {
  traceId: "281a34561eb376d24d96813d75b4dd60",
  spanId: "51b4ed1acf5a0bb5",
  traceFlags: 1,
});

/** Npm's first: the others are told as multiples of it. */
const VARIANTS: readonly (readonly [string, ApiMeterProvider, Context])[] = [
  [
    "npm SDK",
    new SdkMeterProvider({ readers: [new Reader()], views: [...EXPONENTIAL] }),
    ROOT_CONTEXT,
  ],
  ["ours, always_off", create("always_off"), ROOT_CONTEXT],
  ["ours, trace_based, no span", create("trace_based"), ROOT_CONTEXT],
  ["ours, trace_based, sampled span", create("trace_based"), SAMPLED],
];

const ONE: Attributes = { route: "/" };
const FIVE: Attributes = { method: "GET", route: "/", status: 200, scheme: "http", player: "ann" };
const MANY: readonly Attributes[] = Array.from({ length: 1000 }, (_, index) => ({
  method: "GET",
  route: `/${index}`,
  status: 200 + index % 7,
  scheme: "http",
  player: `player ${index % 13}`,
}));

/** Attributes as code makes them for each call, whose values are not always the same. */
function freshOne(index: number): Attributes {
  return { route: index % 2 === 0 ? "/" : "/dice" };
}

function freshFive(index: number): Attributes {
  const method = index % 2 === 0 ? "GET" : "POST";
  return { method, route: "/", status: 200, scheme: "http", player: "ann" };
}

for (const [name, provider, context] of VARIANTS) {
  const meter = provider.getMeter("bench");
  const counter: Counter = meter.createCounter("counter");
  const histogram: Histogram = meter.createHistogram("histogram");
  const exponential: Histogram = meter.createHistogram("exponential");
  const baseline = name === "npm SDK";
  let index = 0;
  const bench = (group: string, action: () => void) =>
    Deno.bench(name, { group, baseline }, action);
  bench("counter, no attributes", () => counter.add(1, {}, context));
  bench("counter, one attribute, same object", () => counter.add(1, ONE, context));
  bench("counter, one attribute, fresh object", () => counter.add(1, freshOne(index++), context));
  bench("counter, five attributes, same object", () => counter.add(1, FIVE, context));
  bench(
    "counter, five attributes, fresh object",
    () => counter.add(1, freshFive(index++), context),
  );
  bench("counter, five attributes, one of 1,000 sets", () => {
    counter.add(1, MANY[index++ % 1000], context);
  });
  bench("counter, five attributes, beyond the limit of cardinality", () => {
    counter.add(1, { ...FIVE, player: index++ }, context);
  });
  bench("histogram, five attributes, fresh object", () => {
    histogram.record(index % 400, freshFive(index++), context);
  });
  bench("exponential histogram, five attributes, same object", () => {
    exponential.record(index++ % 400, FIVE, context);
  });
}
