// Hot path: offer() runs for every measurement in a sampled span.
import type { Attributes, HrTime } from "@opentelemetry/api";
import type { DataPoint } from "@opentelemetry/sdk-metrics";
import type { WithExemplars } from "../../../processors/exemplar.ts";
import type { Accumulator, Aggregation } from "../aggregations/aggregation.ts";
import {
  createExemplarReservoir,
  type ExemplarReservoir,
  type KeptMeasurement,
  type Measurement,
} from "../exemplars/exemplar_reservoir.ts";
import { toExemplar } from "../exemplars/to_exemplar.ts";

/** What all series of a stream have in common. */
export interface SeriesSettings {
  readonly aggregation: Aggregation;
  readonly random: (() => number) | undefined;
  readonly now: () => HrTime;
}

/** What was measured with the same attributes. */
export class Series {
  readonly attributes: Attributes;
  readonly accumulator: Accumulator;
  readonly #startTime: HrTime;
  readonly #settings: SeriesSettings;
  #reservoir: ExemplarReservoir | undefined;
  /** Those of earlier intervals, for as long as there is no newer one for their places. */
  #older: readonly (KeptMeasurement | undefined)[] = [];

  constructor(attributes: Attributes, { startTime, settings }: {
    readonly startTime: HrTime;
    readonly settings: SeriesSettings;
  }) {
    this.attributes = attributes;
    this.accumulator = settings.aggregation.createAccumulator();
    this.#startTime = startTime;
    this.#settings = settings;
  }

  /** Takes a measurement, which is recorded already, for an exemplar. */
  offer(value: number, measurement: Measurement): void {
    if (this.#reservoir === undefined) {
      const { aggregation, random, now } = this.#settings;
      const { exemplarCount: size, exemplarPlace: placeOf } = aggregation;
      this.#reservoir = createExemplarReservoir({ size, placeOf, random, now });
    }
    this.#reservoir.offer(value, measurement);
  }

  /** The data point of it, as it is now. */
  toDataPoint(endTime: HrTime): DataPoint<unknown> & WithExemplars {
    const { attributes } = this;
    const value = this.accumulator.toValue();
    const point = { attributes, startTime: this.#startTime, endTime, value };
    const exemplars = this.#takeExemplars();
    return exemplars.length === 0 ? point : { ...point, exemplars };
  }

  #takeExemplars() {
    if (this.#reservoir !== undefined) {
      const older = this.#older;
      this.#older = this.#reservoir.kept.map((kept, place) => kept ?? older[place]);
      this.#reservoir = undefined;
    }
    return this.#older.filter((kept) => kept !== undefined)
      .map((kept) => toExemplar(kept, this.attributes));
  }
}
