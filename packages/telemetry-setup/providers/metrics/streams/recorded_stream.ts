import type { Attributes, Context, HrTime } from "@opentelemetry/api";
import { AggregationTemporality, type MetricData } from "@opentelemetry/sdk-metrics";
import { attributesKey } from "../attributes/attributes_key.ts";
import { OVERFLOW, OVERFLOW_KEY } from "../attributes/overflow.ts";
import { processAttributes } from "../attributes/process_attributes.ts";
import { Series } from "./series.ts";
import { type StreamOptions, toMetricData } from "./stream.ts";

/** Options of {@linkcode RecordedStream}. */
export interface RecordedStreamOptions extends StreamOptions {
  readonly now: () => HrTime;
  /** From 0 to below 1; `undefined` for Math.random. */
  readonly random: (() => number) | undefined;
  /** Called when series that were given out do not count any more. */
  readonly onReset: () => void;
}

/** A metric of a synchronous instrument, for one reader. */
export class RecordedStream {
  readonly options: RecordedStreamOptions;
  /** A longer description replaces it. */
  descriptor: StreamOptions["descriptor"];
  readonly #series = new Map<string, Series>();
  #intervalStart: HrTime;

  constructor(options: RecordedStreamOptions) {
    this.options = options;
    this.descriptor = options.descriptor;
    this.#intervalStart = options.startTime;
  }

  /**
   * Where measurements with these attributes belong, until the next reset; beyond the limit of
   * cardinality that is the series of all that is too much.
   *
   * @see {@link https://opentelemetry.io/docs/specs/otel/metrics/sdk/#cardinality-limits}
   */
  seriesFor(attributes: Attributes, context: Context): Series {
    const { processors, cardinalityLimit } = this.options;
    const processed = processAttributes(attributes, { processors, context });
    const key = attributesKey(processed);
    const found = this.#series.get(key);
    if (found !== undefined) return found;
    return this.#series.size < cardinalityLimit - 1
      ? this.#add(key, processed)
      : this.#series.get(OVERFLOW_KEY) ?? this.#add(OVERFLOW_KEY, OVERFLOW);
  }

  /** The data points of now; with delta temporality, the next ones begin at zero. */
  collect(time: HrTime): MetricData | undefined {
    const dataPoints = Array.from(this.#series.values(), (series) => series.toDataPoint(time));
    if (this.options.temporality === AggregationTemporality.DELTA) {
      this.#series.clear();
      this.#intervalStart = time;
      this.options.onReset();
    }
    return toMetricData({ ...this.options, descriptor: this.descriptor }, dataPoints);
  }

  #add(key: string, attributes: Attributes): Series {
    const { temporality, now } = this.options;
    const isDelta = temporality === AggregationTemporality.DELTA;
    const startTime = isDelta ? this.#intervalStart : now();
    const series = new Series(attributes, { startTime, settings: this.options });
    this.#series.set(key, series);
    return series;
  }
}
