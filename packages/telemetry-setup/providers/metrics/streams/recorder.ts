// Hot path: record() runs once a measurement.
import {
  type Attributes,
  type Context,
  diag,
  ROOT_CONTEXT,
  trace,
  ValueType,
} from "@opentelemetry/api";
import { DataPointType } from "@opentelemetry/sdk-metrics";
import type { Guard } from "../../guard/guard.ts";
import { isNonNegative } from "../aggregations/is_non_negative.ts";
import { isKeysFilter } from "../attributes/is_keys_filter.ts";
import { leavesOut } from "../attributes/leaves_out.ts";
import { AttributePaths } from "../attributes/attribute_paths.ts";
import { OVERFLOW } from "../attributes/overflow.ts";
import type { ExemplarFilter } from "../exemplars/exemplar_filter.ts";
import type { InstrumentDescriptor } from "../instrument_descriptor.ts";
import type { RecordedStream } from "./recorded_stream.ts";
import type { Series } from "./series.ts";

/** Options of {@linkcode Recorder}. */
export interface RecorderOptions {
  readonly descriptor: InstrumentDescriptor;
  /** Which measurements may become exemplars; `undefined` for none. */
  readonly isEligible: ExemplarFilter | undefined;
  readonly guard: Guard;
  /** The context in which something is measured that is given none. */
  readonly activeContext: () => Context;
}

const NOTHING: Attributes = Object.freeze({});

/** Takes the measurements of a synchronous instrument, for all its streams. Never throws. */
export class Recorder {
  readonly #name: string;
  readonly #guard: Guard;
  readonly #activeContext: () => Context;
  readonly #isEligible: ExemplarFilter | undefined;
  readonly #isInteger: boolean;
  readonly #isNonNegative: boolean;
  readonly #streams: RecordedStream[] = [];
  #takesAnyNumber = true;
  /** Whether a processor of the user's has to be asked each time. */
  #asksEachTime = false;
  #isWarned = false;
  readonly #paths: AttributePaths<readonly Series[]>;

  constructor({ descriptor, isEligible, guard, activeContext }: RecorderOptions) {
    this.#name = descriptor.name;
    this.#isInteger = descriptor.valueType === ValueType.INT;
    this.#isNonNegative = isNonNegative(descriptor.type);
    this.#isEligible = isEligible;
    this.#guard = guard;
    this.#activeContext = activeContext;
    this.#paths = new AttributePaths({
      ignores: (key) =>
        this.#streams.every(({ options: { processors } }) => leavesOut(processors, key)),
    });
  }

  /** All streams are added before the first measurement. */
  add(stream: RecordedStream): void {
    this.#streams.push(stream);
    const { aggregation, processors, cardinalityLimit } = stream.options;
    // Twice, since the same set may come in several orders.
    this.#paths.maxSize = Math.max(this.#paths.maxSize, 2 * cardinalityLimit);
    if (aggregation.dataPointType !== DataPointType.GAUGE) this.#takesAnyNumber = false;
    if (!processors.every(isKeysFilter)) this.#asksEachTime = true;
  }

  get streams(): readonly RecordedStream[] {
    return this.#streams;
  }

  /** Forgets which series belong to which attributes. */
  forget(): void {
    this.#paths.clear();
  }

  record(value: number, attributes?: Attributes, context?: Context): void {
    try {
      // The usual case by the fewest comparisons.
      const isFine = typeof value === "number" && value - value === 0 &&
        (value >= 0 || !this.#isNonNegative) && (!this.#isInteger || Number.isInteger(value));
      const number = isFine ? value : this.#repair(value);
      if (number === undefined) return;
      const known = this.#asksEachTime ? undefined : this.#paths.find(attributes);
      const all = known ?? this.#findSeries(attributes, context);
      for (let index = 0; index < all.length; index++) all[index]!.accumulator.record(number);
      const isEligible = this.#isEligible;
      if (isEligible === undefined) return;
      const spanContext = trace.getSpanContext(
        context === undefined ? this.#activeContext() : this.#contextOr(context),
      );
      if (!isEligible(spanContext)) return;
      // What was known is plain, else it would not have been.
      const plain = known === undefined ? this.#guard.attributes(attributes) : attributes;
      const measurement = { attributes: plain ?? NOTHING, spanContext };
      for (let index = 0; index < all.length; index++) all[index]!.offer(number, measurement);
    } catch {
      this.#guard.leaveOut();
    }
  }

  /** What can be measured of a value that is not as it should be. */
  #repair(value: unknown): number | undefined {
    if (typeof value !== "number") return this.#guard.leaveOut();
    if (this.#isNonNegative && value < 0) {
      if (!this.#isWarned) diag.warn(`Cannot measure ${this.#name}: ${value} is below 0`);
      this.#isWarned = true;
      return this.#guard.leaveOut();
    }
    if (this.#isInteger && Number.isFinite(value)) {
      this.#guard.leaveOut();
      return Math.trunc(value);
    }
    // In a sum it would stay for good.
    if (this.#isInteger || !this.#takesAnyNumber) return this.#guard.leaveOut();
    return value;
  }

  #findSeries(attributes: Attributes | undefined, context: Context | undefined): readonly Series[] {
    // Read once: what it says is then the same everywhere.
    const own = this.#copy(attributes);
    const active = this.#asksEachTime ? this.#contextOr(context) : ROOT_CONTEXT;
    const all = this.#streams.map((stream) => stream.seriesFor(own.attributes, active));
    // Of what is beyond the limit there may be any number.
    const isKept = own.isPlain && !this.#asksEachTime &&
      all.every((series) => series.attributes !== OVERFLOW);
    if (isKept) this.#paths.insert(own.attributes, all);
    return all;
  }

  #copy(attributes: Attributes | undefined) {
    const guarded = this.#guard.attributes(attributes) ?? NOTHING;
    return { attributes: { ...guarded }, isPlain: guarded === attributes || guarded === NOTHING };
  }

  #contextOr(context: Context | undefined): Context {
    return (context === undefined ? undefined : this.#guard.context(context)) ??
      this.#activeContext();
  }
}
