import {
  type Attributes,
  type Context,
  createContextKey,
  type HrTime,
  type Meter,
  type MeterProvider,
  type Observable,
  ROOT_CONTEXT,
} from "@opentelemetry/api";
import {
  type AggregationTemporality,
  AggregationType,
  createAllowListAttributesProcessor,
  createDenyListAttributesProcessor,
  InstrumentType,
  type MeterProviderOptions,
  MetricReader,
  type ResourceMetrics,
  type ViewOptions,
} from "@opentelemetry/sdk-metrics";
import {
  isObservable,
  type Script,
  type ScriptCallback,
  type ScriptInstrument,
  type ScriptView,
  temporalityOf,
} from "./script.ts";

/** A reader that only collects when it is told to. */
export class ManualReader extends MetricReader {
  protected override onForceFlush = () => Promise.resolve();
  protected override onShutdown = () => Promise.resolve();
}

/** One data point, with what it says of its metric. */
export interface PlayedPoint {
  /** All that has to be the same. */
  readonly point: unknown;
  readonly startTime: HrTime;
  readonly endTime: HrTime;
  readonly temporality: AggregationTemporality;
  readonly type: InstrumentType;
}

/** What a collection had. */
export interface Collected {
  readonly reader: number;
  readonly time: HrTime;
  readonly points: readonly PlayedPoint[];
  readonly errors: readonly string[];
}

/** Makes the provider to be played with; it has to read the time from `now`. */
export type CreateProvider = (
  options: MeterProviderOptions,
  now: () => HrTime,
) => MeterProvider;

const KEY = createContextKey("of a processor");

/** Plays a script; the time is the script's, also by `Date.now`. */
export async function playScript(script: Script, create: CreateProvider): Promise<Collected[]> {
  const realNow = Date.now;
  let millis = 1_795_368_000_000;
  Date.now = () => millis;
  try {
    const readers = script.readers.map((reader) =>
      new ManualReader({
        aggregationTemporalitySelector: (type) => temporalityOf(reader, type),
        aggregationSelector: (type) => ({
          type: reader.exponential && type === InstrumentType.HISTOGRAM
            ? AggregationType.EXPONENTIAL_HISTOGRAM
            : AggregationType.DEFAULT,
        }),
        cardinalitySelector: (type) => isObservable(type) ? 2000 : reader.limit,
      })
    );
    const now = (): HrTime => [Math.floor(millis / 1000), (millis % 1000) * 1e6];
    const provider = create({ readers, views: script.views.map(toViewOptions) }, now);
    const instruments = script.instruments.map((instrument) => createOne(provider, instrument));
    script.callbacks.forEach((callback) =>
      addCallback(provider, { script, callback, instruments })
    );
    const collected: Collected[] = [];
    for (const step of script.steps) {
      if (step.do === "wait") millis += step.millis;
      else if (step.do === "record") {
        const context = step.context === undefined
          ? undefined
          : ROOT_CONTEXT.setValue(KEY, step.context);
        instruments[step.instrument]!.measure(step.value, step.attributes, context);
      } else {
        const { resourceMetrics, errors } = await readers[step.reader]!.collect();
        collected.push({
          reader: step.reader,
          time: now(),
          points: flatten(resourceMetrics),
          errors: errors.map(String).sort(),
        });
      }
    }
    return collected;
  } finally {
    Date.now = realNow;
  }
}

interface Played {
  measure(value: number, attributes?: Attributes, context?: Context): void;
  readonly observable?: Observable;
}

function createOne(
  provider: MeterProvider,
  { meter: index, name, type, options }: ScriptInstrument,
): Played {
  const meter = provider.getMeter(`m${index}`, `${index}.0`);
  const ignore = () => {};
  switch (type) {
    case InstrumentType.COUNTER: {
      const counter = meter.createCounter(name, options);
      return { measure: (...measured) => counter.add(...measured) };
    }
    case InstrumentType.UP_DOWN_COUNTER: {
      const counter = meter.createUpDownCounter(name, options);
      return { measure: (...measured) => counter.add(...measured) };
    }
    case InstrumentType.GAUGE: {
      const gauge = meter.createGauge(name, options);
      return { measure: (...measured) => gauge.record(...measured) };
    }
    case InstrumentType.HISTOGRAM: {
      const histogram = meter.createHistogram(name, options);
      return { measure: (...measured) => histogram.record(...measured) };
    }
    case InstrumentType.OBSERVABLE_COUNTER:
      return { measure: ignore, observable: meter.createObservableCounter(name, options) };
    case InstrumentType.OBSERVABLE_UP_DOWN_COUNTER:
      return { measure: ignore, observable: meter.createObservableUpDownCounter(name, options) };
    case InstrumentType.OBSERVABLE_GAUGE:
      return { measure: ignore, observable: meter.createObservableGauge(name, options) };
  }
}

function addCallback(provider: MeterProvider, { script, callback, instruments }: {
  readonly script: Script;
  readonly callback: ScriptCallback;
  readonly instruments: readonly Played[];
}): void {
  let calls = 0;
  const observables = callback.instruments.map((index) => instruments[index]!.observable!);
  const run = (
    observe: (observable: Observable, value: number, attributes: Attributes) => void,
  ) => {
    const call = calls++;
    callback.sets.forEach(({ attributes, skips }, set) => {
      if (skips[call]) return;
      for (const observable of observables) {
        // The last one counts.
        observe(observable, callback.values[set]![call]! + 1, attributes);
        observe(observable, callback.values[set]![call]!, { ...attributes });
      }
    });
    if (callback.fails[call]) throw new RangeError("no dice");
  };
  const answer = (action: () => void) =>
    callback.isAsync ? Promise.resolve().then(action) : action();
  if (!callback.isBatch) {
    observables[0]!.addCallback((result) =>
      answer(() => run((_observable, value, attributes) => result.observe(value, attributes)))
    );
    return;
  }
  const meter: Meter = provider.getMeter(
    `m${script.instruments[callback.instruments[0]!]!.meter}`,
    `${script.instruments[callback.instruments[0]!]!.meter}.0`,
  );
  meter.addBatchObservableCallback(
    (result) =>
      answer(() =>
        run((observable, value, attributes) => result.observe(observable, value, attributes))
      ),
    observables,
  );
}

function toViewOptions({ filter, ...view }: ScriptView): ViewOptions {
  if (filter === undefined) return view;
  const { kind, keys } = filter;
  if (kind === "allow") {
    return { ...view, attributesProcessors: [createAllowListAttributesProcessor(keys)] };
  }
  if (kind === "deny") {
    return { ...view, attributesProcessors: [createDenyListAttributesProcessor(keys)] };
  }
  return {
    ...view,
    attributesProcessors: [{
      process: (incoming, context) => ({
        ...incoming,
        who: String(context?.getValue(KEY) ?? "nobody"),
      }),
    }],
  };
}

/** All points in an order of their own, with everything but when they start. */
function flatten({ scopeMetrics }: ResourceMetrics): PlayedPoint[] {
  return scopeMetrics.flatMap(({ scope, metrics }) =>
    metrics.flatMap((metric) => {
      const { name, description, unit, valueType, type } = metric
        .descriptor as typeof metric.descriptor & { type: InstrumentType };
      return metric.dataPoints.map(({ attributes, startTime, endTime, value }): PlayedPoint => ({
        point: {
          scope: [scope.name, scope.version, scope.schemaUrl],
          metric: { name, description, unit, valueType, type },
          kind: metric.dataPointType,
          temporality: metric.aggregationTemporality,
          isMonotonic: "isMonotonic" in metric ? metric.isMonotonic : undefined,
          attributes: Object.entries(attributes).sort(([a], [b]) => a < b ? -1 : 1),
          value,
        },
        startTime,
        endTime,
        temporality: metric.aggregationTemporality,
        type,
      }));
    })
  ).sort((one, other) => JSON.stringify(one.point) < JSON.stringify(other.point) ? -1 : 1);
}
