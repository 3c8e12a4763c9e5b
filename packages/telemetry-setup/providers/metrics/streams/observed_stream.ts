import { type Attributes, type HrTime, ROOT_CONTEXT } from "@opentelemetry/api";
import {
  AggregationTemporality,
  type DataPoint,
  DataPointType,
  type MetricData,
} from "@opentelemetry/sdk-metrics";
import type { Accumulator } from "../aggregations/aggregation.ts";
import { attributesKey } from "../attributes/attributes_key.ts";
import { OVERFLOW, OVERFLOW_KEY } from "../attributes/overflow.ts";
import { processAttributes } from "../attributes/process_attributes.ts";
import type { Guard } from "../../guard/guard.ts";
import { type StreamOptions, toMetricData } from "./stream.ts";

/** What a callback has observed with one set of attributes. */
export interface Observation {
  readonly attributes: Attributes;
  readonly value: number;
}

/** Options of {@linkcode ObservedStream}. */
export interface ObservedStreamOptions extends StreamOptions {
  readonly guard: Guard;
}

/** What was observed with the same attributes, from one collection to the next. */
interface ObservedSeries {
  readonly attributes: Attributes;
  startTime: HrTime;
  accumulator: Accumulator;
  /** A sum, as it was told last. */
  total: number;
}

/**
 * A metric of an asynchronous instrument, for one reader: what its callbacks observe in a collection
 * is what the collection has, and nothing from before. What the callbacks of other readers'
 * collections observe does not count.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/metrics/sdk/#asynchronous-instrument-behavior}
 */
export class ObservedStream {
  readonly options: ObservedStreamOptions;
  /** A longer description replaces it. */
  descriptor: StreamOptions["descriptor"];
  readonly #isSum: boolean;
  readonly #isHistogram: boolean;
  readonly #isDelta: boolean;
  #known = new Map<string, ObservedSeries>();
  /** Of the last collection, or of the instrument. */
  #lastTime: HrTime;

  constructor(options: ObservedStreamOptions) {
    const { dataPointType } = options.aggregation;
    this.options = options;
    this.descriptor = options.descriptor;
    this.#isSum = dataPointType === DataPointType.SUM;
    this.#isHistogram = dataPointType === DataPointType.HISTOGRAM ||
      dataPointType === DataPointType.EXPONENTIAL_HISTOGRAM;
    this.#isDelta = options.temporality === AggregationTemporality.DELTA;
    this.#lastTime = options.startTime;
  }

  /** The data points of what was observed. */
  collect(observations: Iterable<Observation>, time: HrTime): MetricData | undefined {
    const current = new Map<string, ObservedSeries>();
    for (const { attributes, value } of observations) {
      // A processor of the user's may throw.
      this.options.guard.attempt(
        () => this.#seriesFor(attributes, current).accumulator.record(value),
        undefined,
      );
    }
    const dataPoints = Array.from(current.values(), (series) => this.#toDataPoint(series, time));
    this.#remember(current);
    this.#lastTime = time;
    return toMetricData({ ...this.options, descriptor: this.descriptor }, dataPoints);
  }

  #seriesFor(attributes: Attributes, current: Map<string, ObservedSeries>): ObservedSeries {
    const { processors, cardinalityLimit } = this.options;
    const processed = processAttributes(attributes, { processors, context: ROOT_CONTEXT });
    const key = attributesKey(processed);
    const found = current.get(key);
    if (found !== undefined) return found;
    if (current.size < cardinalityLimit - 1) return this.#begin(key, { processed, current });
    return current.get(OVERFLOW_KEY) ??
      this.#begin(OVERFLOW_KEY, { processed: OVERFLOW, current });
  }

  #begin(key: string, { processed, current }: {
    readonly processed: Attributes;
    readonly current: Map<string, ObservedSeries>;
  }): ObservedSeries {
    let series = this.#known.get(key);
    if (series === undefined) {
      const accumulator = this.options.aggregation.createAccumulator();
      series = { attributes: processed, startTime: this.#lastTime, accumulator, total: 0 };
    } else if (!this.#isHistogram || this.#isDelta) {
      series.accumulator = this.options.aggregation.createAccumulator();
    }
    current.set(key, series);
    return series;
  }

  #toDataPoint(series: ObservedSeries, endTime: HrTime): DataPoint<unknown> {
    const { attributes, accumulator } = series;
    let value = accumulator.toValue();
    if (this.#isSum) {
      const total = value as number;
      const isReset = this.options.aggregation.isMonotonic && total < series.total;
      if (isReset) series.startTime = this.#lastTime;
      if (this.#isDelta && !isReset) value = total - series.total;
      series.total = total;
    }
    const startTime = this.#isDelta ? this.#lastTime : series.startTime;
    return { attributes, startTime, endTime, value };
  }

  /** What was not observed this time may come again, and is not new then; if there is room. */
  #remember(current: Map<string, ObservedSeries>): void {
    for (const [key, series] of this.#known) {
      if (current.size >= this.options.cardinalityLimit) break;
      if (!current.has(key)) current.set(key, series);
    }
    this.#known = current;
  }
}
