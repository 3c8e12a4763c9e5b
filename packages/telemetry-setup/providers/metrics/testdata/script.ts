import type { Attributes, MetricOptions } from "@opentelemetry/api";
import {
  type AggregationOption,
  AggregationTemporality,
  InstrumentType,
} from "@opentelemetry/sdk-metrics";

/** One reader, as its selectors say. */
export interface ScriptReader {
  readonly delta: ReadonlySet<InstrumentType>;
  readonly exponential: boolean;
  /** Of synchronous instruments. */
  readonly limit: number;
}

/** One view, with its processors by their kind. */
export interface ScriptView {
  readonly instrumentName: string;
  readonly name?: string;
  readonly description?: string;
  readonly aggregation?: AggregationOption;
  readonly aggregationCardinalityLimit?: number;
  readonly filter?: { readonly kind: "allow" | "deny" | "context"; readonly keys: string[] };
}

/** What a callback observes, as a function of how often it was called. */
export interface ScriptCallback {
  /** Indices of observables. */
  readonly instruments: readonly number[];
  readonly isBatch: boolean;
  readonly isAsync: boolean;
  /** Whether it fails the n-th time. */
  readonly fails: readonly boolean[];
  readonly sets: readonly { readonly attributes: Attributes; readonly skips: readonly boolean[] }[];
  readonly values: readonly (readonly number[])[];
}

/** An instrument of a meter. */
export interface ScriptInstrument {
  readonly meter: number;
  readonly name: string;
  readonly type: InstrumentType;
  readonly options: MetricOptions;
}

/** One thing that is done. */
export type ScriptStep =
  | { readonly do: "record"; readonly instrument: number; readonly value: number } & {
    readonly attributes: Attributes | undefined;
    readonly context: string | undefined;
  }
  | { readonly do: "collect"; readonly reader: number }
  | { readonly do: "wait"; readonly millis: number };

/** What is done with a meter provider, made of a seed. */
export interface Script {
  readonly readers: readonly ScriptReader[];
  readonly views: readonly ScriptView[];
  readonly instruments: readonly ScriptInstrument[];
  readonly callbacks: readonly ScriptCallback[];
  readonly steps: readonly ScriptStep[];
}

/** Those that measurements are recorded with. */
export const SYNCHRONOUS = [
  InstrumentType.COUNTER,
  InstrumentType.UP_DOWN_COUNTER,
  InstrumentType.GAUGE,
  InstrumentType.HISTOGRAM,
] as const;
/** Those that have callbacks. */
const OBSERVABLE = [
  InstrumentType.OBSERVABLE_COUNTER,
  InstrumentType.OBSERVABLE_UP_DOWN_COUNTER,
  InstrumentType.OBSERVABLE_GAUGE,
] as const;
/** All of them. */
export const ALL_TYPES: readonly InstrumentType[] = [...SYNCHRONOUS, ...OBSERVABLE];
/** Those that take no value below zero. */
export const NON_NEGATIVE: readonly InstrumentType[] = [
  InstrumentType.COUNTER,
  InstrumentType.HISTOGRAM,
  InstrumentType.OBSERVABLE_COUNTER,
];

/** Whether an instrument has callbacks. */
export function isObservable(type: InstrumentType): boolean {
  return OBSERVABLE.some((observable) => observable === type);
}

/** Of what is delta and what is cumulative. */
export function temporalityOf(reader: ScriptReader, type: InstrumentType): AggregationTemporality {
  return reader.delta.has(type) ? AggregationTemporality.DELTA : AggregationTemporality.CUMULATIVE;
}
