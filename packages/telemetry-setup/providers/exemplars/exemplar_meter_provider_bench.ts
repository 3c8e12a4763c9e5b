import { type Attributes, type Context, ROOT_CONTEXT, trace } from "@opentelemetry/api";
import { MeterProvider, MetricReader } from "@opentelemetry/sdk-metrics";
import {
  ExemplarMeterProvider,
  type ExemplarMeterProviderOptions,
} from "./exemplar_meter_provider.ts";

const FIVE: Attributes = { method: "GET", route: "/", status: 200, scheme: "http", player: "ann" };
const SAMPLED = trace.setSpanContext(ROOT_CONTEXT, {
  traceId: "281a34561eb376d24d96813d75b4dd60",
  spanId: "51b4ed1acf5a0bb5",
  traceFlags: 1,
});

class Reader extends MetricReader {
  protected override async onForceFlush() {}
  protected override async onShutdown() {}
}

function own(exemplarFilter: NonNullable<ExemplarMeterProviderOptions["exemplarFilter"]>) {
  return new ExemplarMeterProvider({ readers: [new Reader()], exemplarFilter });
}

/** The SDK's own first: the others are told as a multiple of it. */
const VARIANTS: readonly (readonly [string, MeterProvider, Context])[] = [
  ["npm SDK", new MeterProvider({ readers: [new Reader()] }), ROOT_CONTEXT],
  ["always_off", own("always_off"), ROOT_CONTEXT],
  ["trace_based, no span", own("trace_based"), ROOT_CONTEXT],
  ["trace_based, sampled span", own("trace_based"), SAMPLED],
];

for (const [name, provider, context] of VARIANTS) {
  const meter = provider.getMeter("bench");
  const counter = meter.createCounter("counter");
  const histogram = meter.createHistogram("histogram");
  const baseline = name === "npm SDK";
  const one: Attributes = { route: "/" };
  Deno.bench(name, { group: "counter, no attributes", baseline }, () => {
    counter.add(1, {}, context);
  });
  Deno.bench(name, { group: "counter, one attribute, same object", baseline }, () => {
    counter.add(1, one, context);
  });
  Deno.bench(name, { group: "counter, five attributes, same object", baseline }, () => {
    counter.add(1, FIVE, context);
  });
  Deno.bench(name, { group: "counter, five attributes, fresh object", baseline }, () => {
    counter.add(1, { ...FIVE }, context);
  });
  Deno.bench(name, { group: "histogram, five attributes", baseline }, () => {
    histogram.record(0.2, FIVE, context);
  });
}
