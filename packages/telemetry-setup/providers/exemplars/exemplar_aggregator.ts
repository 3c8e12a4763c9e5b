// Hot path: record() of an accumulation runs for every measurement.
import { type Attributes, type HrTime, isSpanContextValid } from "@opentelemetry/api";
import type { MetricData } from "@opentelemetry/sdk-metrics";
import type { Exemplar, WithExemplars } from "../../processors/exemplar.ts";
import {
  createExemplarReservoir,
  type KeptMeasurement,
  type Measurement,
  type ReservoirOptions,
} from "./exemplar_reservoir.ts";

// What is used here of the SDK's internal state, as of version 3.1.0.

/** What one data point has come to. */
export interface Accumulation {
  readonly startTime: HrTime;
  record(value: number): void;
}

/** How the SDK brings measurements together; nothing comes of them where it drops them. */
export interface Aggregator {
  /** 0 drop, 1 sum, 2 last value, 3 histogram, 4 exponential histogram. */
  readonly kind: number;
  readonly _boundaries?: readonly number[];
  readonly _maxSize?: number;
  createAccumulation(startTime: HrTime): Accumulation | undefined;
  merge(previous: Accumulation, delta: Accumulation): Accumulation;
  diff(previous: Accumulation, current: Accumulation): Accumulation;
  toMetricData(
    descriptor: MetricData["descriptor"],
    temporality: MetricData["aggregationTemporality"],
    accumulations: readonly (readonly [Attributes, Accumulation, ...unknown[]])[],
    endTime: HrTime,
  ): MetricData | undefined;
}

/** The measurement that is being recorded; one object, so that none is made for each. */
export interface CurrentMeasurement extends Measurement {
  /** Whether it may become an exemplar. */
  eligible: boolean;
}

/** Options of {@linkcode withExemplars}. */
export interface WithExemplarsOptions {
  /** What is being recorded while an accumulation's `record` runs. */
  readonly current: CurrentMeasurement;
  /** From 0 to below 1. @default Math.random */
  readonly random?: (() => number) | undefined;
}

type Places = readonly (KeptMeasurement | undefined)[];

/**
 * An aggregator of the SDK whose data points have exemplars: each accumulation has a reservoir, and
 * is merged with it. So exemplars are there for as long, for the same readers and the same
 * attributes, as what they are examples of. A cumulative data point keeps one until there is a newer
 * one for its place.
 */
export function withExemplars(
  aggregator: Aggregator,
  { current, random }: WithExemplarsOptions,
): Aggregator {
  const options = { ...toReservoirOptions(aggregator), random };
  const exemplars = new WeakMap<Accumulation, Places>();
  return {
    kind: aggregator.kind,
    createAccumulation(startTime) {
      const accumulation = aggregator.createAccumulation(startTime);
      if (accumulation === undefined) return undefined;
      const { record } = accumulation;
      let reservoir: ReturnType<typeof createExemplarReservoir> | undefined;
      accumulation.record = (value) => {
        record.call(accumulation, value);
        // Histograms leave out what is no number, too.
        if (!current.eligible || !Number.isFinite(value)) return;
        if (reservoir === undefined) {
          reservoir = createExemplarReservoir(options);
          exemplars.set(accumulation, reservoir.kept);
        }
        reservoir.offer(value, current);
      };
      return accumulation;
    },
    merge(previous, delta) {
      const merged = aggregator.merge(previous, delta);
      const newer = exemplars.get(delta);
      // After a reset, what was measured before belongs to no point any more.
      const older = merged.startTime === previous.startTime ? exemplars.get(previous) : undefined;
      const places = newer === undefined || older === undefined
        ? newer ?? older
        : newer.map((exemplar, place) => exemplar ?? older[place]);
      if (places !== undefined) exemplars.set(merged, places);
      return merged;
    },
    // Only what is observed asynchronously is told as a total.
    diff: (previous, latest) => aggregator.diff(previous, latest),
    toMetricData(descriptor, temporality, accumulations, endTime) {
      const metric = aggregator.toMetricData(descriptor, temporality, accumulations, endTime);
      metric?.dataPoints.forEach((point: WithExemplars, index) => {
        const [attributes, accumulation] = accumulations[index]!;
        const places = exemplars.get(accumulation);
        if (places === undefined) return;
        const found = places.filter((place) => place !== undefined)
          .map((place) => toExemplar(place, attributes));
        Object.assign(point, { exemplars: found } satisfies WithExemplars);
      });
      return metric;
    },
  };
}

/** @see {@link https://opentelemetry.io/docs/specs/otel/metrics/sdk/#exemplar-defaults} */
function toReservoirOptions({ kind, _boundaries, _maxSize }: Aggregator): ReservoirOptions {
  if (kind === 3 && _boundaries !== undefined && _boundaries.length > 0) {
    const placeOf = (value: number) => {
      let low = 0;
      let high = _boundaries.length;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (_boundaries[middle]! < value) low = middle + 1;
        else high = middle;
      }
      return low;
    };
    return { size: _boundaries.length + 1, placeOf };
  }
  return { size: kind === 4 ? Math.min(20, _maxSize ?? 160) : 1 };
}

function toExemplar(
  { value, time, attributes, spanContext }: KeptMeasurement,
  pointAttributes: Attributes,
): Exemplar {
  const filtered = Object.entries(attributes)
    .filter(([key]) => !Object.hasOwn(pointAttributes, key));
  const { traceId, spanId } = spanContext ?? {};
  return {
    value,
    time,
    filteredAttributes: Object.fromEntries(filtered),
    ...(spanContext !== undefined && isSpanContextValid(spanContext) ? { traceId, spanId } : {}),
  } as Exemplar;
}
