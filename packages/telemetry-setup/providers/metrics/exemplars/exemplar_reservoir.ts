// Hot path: offer() runs for every measurement that may become an exemplar.
import type { Attributes, HrTime, SpanContext } from "@opentelemetry/api";
import { currentTime } from "../../../clock/current_time.ts";

/** Under which circumstances something is measured. */
export interface Measurement {
  /** Before any view has left something out. */
  readonly attributes: Attributes;
  /** `undefined` outside of any span. */
  readonly spanContext: SpanContext | undefined;
}

/** A measurement that was kept. */
export interface KeptMeasurement extends Measurement {
  readonly value: number;
  readonly time: HrTime;
}

/** Chooses, of all measurements of a data point in one interval, the few that become exemplars. */
export interface ExemplarReservoir {
  /** The same object may be offered again with other contents: what is needed is copied. */
  offer(value: number, measurement: Measurement): void;
  /** What it holds, a place each; places that nothing was chosen for are `undefined`. */
  readonly kept: readonly (KeptMeasurement | undefined)[];
}

/** How a reservoir shares its places. */
export interface ReservoirOptions {
  /** How many exemplars it may hold. */
  readonly size: number;
  /**
   * The only place that a value may take, below `size`.
   *
   * @default any, each measurement with the same chance
   */
  readonly placeOf?: ((value: number) => number) | undefined;
  /** From 0 to below 1. @default Math.random */
  readonly random?: (() => number) | undefined;
  /** Read for what is kept. @default currentTime */
  readonly now?: (() => HrTime) | undefined;
}

/**
 * Makes a reservoir for one data point and one interval. Without `placeOf` it is the
 * specification's SimpleFixedSizeExemplarReservoir, with the buckets of a histogram its
 * AlignedHistogramBucketExemplarReservoir. In both, each measurement has the same chance.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/metrics/sdk/#exemplarreservoir}
 *
 * @example The second of two replaces the first one half of the time
 * ```ts
 * import { createExemplarReservoir } from "./exemplar_reservoir.ts";
 * import assert from "node:assert/strict";
 *
 * const reservoir = createExemplarReservoir({ size: 1, random: () => 0.49 });
 * const measurement = { attributes: {}, spanContext: undefined };
 * reservoir.offer(3, measurement);
 * reservoir.offer(5, measurement);
 * assert.deepEqual(reservoir.kept.map((exemplar) => exemplar?.value), [5]);
 * ```
 */
export function createExemplarReservoir(
  { size, placeOf, random = Math.random, now = () => currentTime() }: ReservoirOptions,
): ExemplarReservoir {
  const kept = new Array<KeptMeasurement | undefined>(size).fill(undefined);
  // How many measurements each place has been contended by: one count for all where they share.
  const seen = new Array<number>(placeOf === undefined ? 1 : size).fill(0);

  function choosePlace(value: number): number | undefined {
    const own = placeOf?.(value);
    const count = (seen[own ?? 0] ?? 0) + 1;
    seen[own ?? 0] = count;
    if (own !== undefined) return count === 1 || random() * count < 1 ? own : undefined;
    if (count <= size) return count - 1;
    const place = Math.floor(random() * count);
    return place < size ? place : undefined;
  }

  return {
    kept,
    offer(value, { attributes, spanContext }) {
      const place = choosePlace(value);
      if (place === undefined) return;
      kept[place] = { value, time: now(), attributes: { ...attributes }, spanContext };
    },
  };
}
