import { type Attributes, type MetricOptions, ValueType } from "@opentelemetry/api";
import {
  type AggregationOption,
  AggregationTemporality,
  AggregationType,
  InstrumentType,
} from "@opentelemetry/sdk-metrics";

/** Numbers that are the same for the same seed. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = (Math.imul(seed, 2_654_435_761) ^ 0x9e37_79b9) >>> 0;
  }

  /** From 0 to below 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b_79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)]!;
  }

  shuffle<T>(items: readonly T[]): T[] {
    return items.map((item) => [this.next(), item] as const)
      .sort(([a], [b]) => a - b).map(([, item]) => item);
  }
}

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

const SYNCHRONOUS = [
  InstrumentType.COUNTER,
  InstrumentType.UP_DOWN_COUNTER,
  InstrumentType.GAUGE,
  InstrumentType.HISTOGRAM,
] as const;
const OBSERVABLE = [
  InstrumentType.OBSERVABLE_COUNTER,
  InstrumentType.OBSERVABLE_UP_DOWN_COUNTER,
  InstrumentType.OBSERVABLE_GAUGE,
] as const;
const ALL_TYPES: readonly InstrumentType[] = [...SYNCHRONOUS, ...OBSERVABLE];
const NON_NEGATIVE: readonly InstrumentType[] = [
  InstrumentType.COUNTER,
  InstrumentType.HISTOGRAM,
  InstrumentType.OBSERVABLE_COUNTER,
];
const VALUES = ["x", "y", "/dice", "", 0, 1, 2, 1.5, -3, true, false, null, ["p", "q"], [1, 2]];

/** More than a callback is called in any script. */
const CALLS = 64;

/** Whether an instrument has callbacks. */
export function isObservable(type: InstrumentType): boolean {
  return OBSERVABLE.some((observable) => observable === type);
}

/**
 * Makes a script of a seed. It keeps away from what npm's SDK is known to do otherwise than the
 * specification, each of which has a test of its own.
 */
export function createScript(seed: number): Script {
  const random = new Random(seed);
  const readers = Array.from(
    { length: random.pick([1, 1, 1, 2, 2, 3]) },
    () => createReader(random),
  );
  const isAllDelta = readers.every(({ delta }) => delta.size === ALL_TYPES.length);
  const instruments = createInstruments(random);
  const views = random.chance(0.5)
    ? createViews(random, { instruments, limited: isAllDelta && readers.length === 1 })
    : [];
  return {
    // A view without an aggregation or limit takes the reader's here, and the default ones there.
    readers: views.length === 0
      ? readers
      : readers.map((reader) => ({ ...reader, exponential: false, limit: 2000 })),
    views,
    instruments,
    callbacks: createCallbacks(random, { instruments, isAllDelta, readers: readers.length }),
    steps: createSteps(random, { instruments, readers: readers.length }),
  };
}

function createReader(random: Random): ScriptReader {
  const delta = random.pick<readonly InstrumentType[]>([
    [],
    ALL_TYPES,
    ALL_TYPES,
    [InstrumentType.COUNTER, InstrumentType.HISTOGRAM],
    ALL_TYPES.filter(() => random.chance(0.5)),
  ]);
  const isDelta = SYNCHRONOUS.every((type) => delta.includes(type));
  return {
    delta: new Set(delta),
    exponential: random.chance(0.3),
    // With cumulative temporality npm's limit holds for each interval anew.
    limit: isDelta && random.chance(0.5) ? 1 + random.below(5) : 2000,
  };
}

function createInstruments(random: Random): ScriptInstrument[] {
  const instruments: ScriptInstrument[] = [];
  const length = 2 + random.below(5);
  while (instruments.length < length) {
    const earlier = instruments.length > 0 && random.chance(0.2)
      ? random.pick(instruments)
      : undefined;
    if (earlier !== undefined && !isObservable(earlier.type)) {
      // The same again, or one with which there is a conflict.
      const unit = random.chance(0.5) ? earlier.options.unit ?? "" : "conflict";
      const description = random.pick(["", "d", "a longer description"]);
      instruments.push({ ...earlier, options: { ...earlier.options, unit, description } });
      continue;
    }
    const type = random.pick(ALL_TYPES);
    instruments.push({
      meter: random.below(2),
      name: `i${instruments.length}`,
      type,
      options: {
        unit: random.pick(["", "s", "By"]),
        description: random.pick(["", "what is measured"]),
        valueType: random.pick([ValueType.INT, ValueType.DOUBLE]),
        ...type === InstrumentType.HISTOGRAM && random.chance(0.5)
          ? { advice: { explicitBucketBoundaries: random.pick([[], [1], [-5, 0, 2.5, 10]]) } }
          : {},
      },
    });
  }
  return instruments;
}

function createViews(random: Random, { instruments, limited }: {
  readonly instruments: readonly ScriptInstrument[];
  readonly limited: boolean;
}): ScriptView[] {
  const names = [...new Set(instruments.map(({ name }) => name))];
  return random.shuffle(names).slice(0, 1 + random.below(3)).flatMap((instrumentName) => {
    const { type } = instruments.find(({ name }) => name === instrumentName)!;
    const create = (name?: string): ScriptView => ({
      instrumentName,
      ...name !== undefined && { name },
      ...random.chance(0.3) && { description: "of the view" },
      ...random.chance(0.7) && { aggregation: createAggregation(random, type) },
      ...limited && random.chance(0.5) && !isObservable(type) &&
        { aggregationCardinalityLimit: 1 + random.below(5) },
      ...random.chance(0.4) && mayFilter(type) && {
        filter: {
          kind: random.pick(["allow", "deny", "context"] as const),
          keys: ["a", "b", "c", "d"].filter(() => random.chance(0.5)),
        },
      },
    });
    // Two views of one instrument, with names of their own.
    return random.chance(0.25)
      ? [create(`${instrumentName}.one`), create(`${instrumentName}.two`)]
      : [create(random.chance(0.4) ? `${instrumentName}.renamed` : undefined)];
  });
}

/** What becomes one set of attributes by a filter is added up here, npm's SDK takes the last one. */
function mayFilter(type: InstrumentType): boolean {
  return !isObservable(type);
}

function createAggregation(random: Random, type: InstrumentType): AggregationOption {
  const recordMinMax = random.chance(0.7);
  const options: AggregationOption[] = [
    { type: AggregationType.DEFAULT },
    { type: AggregationType.DROP },
    { type: AggregationType.SUM },
    { type: AggregationType.LAST_VALUE },
  ];
  if (!isObservable(type)) {
    options.push(
      { type: AggregationType.EXPLICIT_BUCKET_HISTOGRAM },
      {
        type: AggregationType.EXPLICIT_BUCKET_HISTOGRAM,
        options: { boundaries: [10, -Infinity, 1, 5, Infinity], recordMinMax },
      },
    );
  }
  if (NON_NEGATIVE.includes(type) && !isObservable(type)) {
    options.push(
      { type: AggregationType.EXPONENTIAL_HISTOGRAM },
      {
        type: AggregationType.EXPONENTIAL_HISTOGRAM,
        options: { maxSize: random.pick([1, 2, 4, 20, 160]), recordMinMax },
      },
    );
  }
  return random.pick(options);
}

function createCallbacks(random: Random, { instruments, isAllDelta, readers }: {
  readonly instruments: readonly ScriptInstrument[];
  readonly isAllDelta: boolean;
  readonly readers: number;
}): ScriptCallback[] {
  const observables = [...instruments.keys()]
    .filter((index) => isObservable(instruments[index]!.type));
  // What is not observed is not told here; npm's goes on to, and tells what other readers observed.
  const mayMiss = isAllDelta && readers === 1;
  const flags = (probability: number) =>
    Array.from({ length: CALLS }, () => mayMiss && random.chance(probability));
  return Array.from({ length: observables.length === 0 ? 0 : random.below(4) }, (_, callback) => {
    const isBatch = random.chance(0.4);
    const first = random.pick(observables);
    // With several meters it depends on their order what npm's tells when.
    const { meter } = instruments[first]!;
    const sets = Array.from({ length: 1 + random.below(3) }, (_, set) => ({
      attributes: { ...createAttributes(random), set: `${callback}.${set}` },
      skips: flags(0.2),
    }));
    // What a reader has not seen itself is no reset to it; with npm's it is.
    const mayFall = readers === 1;
    const values = sets.map(() => {
      let value = random.below(10) / 4;
      return Array.from({ length: CALLS }, () => {
        const step = random.below(40) / 4;
        value = mayFall && random.chance(0.2) ? step : value + step;
        return value;
      });
    });
    return {
      instruments: isBatch
        ? random.shuffle(observables.filter((index) => instruments[index]!.meter === meter))
          .slice(0, 1 + random.below(3))
        : [first],
      isBatch,
      isAsync: random.chance(0.3),
      fails: flags(0.15),
      sets,
      values,
    };
  });
}

function createSteps(random: Random, { instruments, readers }: {
  readonly instruments: readonly ScriptInstrument[];
  readonly readers: number;
}): ScriptStep[] {
  const synchronous = [...instruments.keys()]
    .filter((index) => !isObservable(instruments[index]!.type));
  const pool = Array.from({ length: 1 + random.below(8) }, () => createAttributes(random));
  const steps: ScriptStep[] = [];
  const length = 5 + random.below(40);
  for (let step = 0; step < length; step++) {
    const kind = random.next();
    if (kind < 0.15) steps.push({ do: "collect", reader: random.below(readers) });
    else if (kind < 0.3) steps.push({ do: "wait", millis: 1 + random.below(90_000) });
    else if (synchronous.length > 0) {
      const instrument = random.pick(synchronous);
      const { type } = instruments[instrument]!;
      const attributes = random.chance(0.1)
        ? undefined
        : random.chance(0.5)
        ? random.pick(pool)
        : reorder(random, random.pick(pool));
      const context = random.chance(0.3) ? random.pick(["one", "two"]) : undefined;
      const value = createValue(random, type);
      const record = (value: number) =>
        steps.push({ do: "record", instrument, value, attributes, context });
      record(value);
      // Where an interval has nothing but zeros, npm's exponential histograms become coarse.
      if (Math.trunc(value) === 0) record(1 + random.below(40) / 8);
    }
  }
  for (let reader = 0; reader < readers; reader++) steps.push({ do: "collect", reader });
  return steps;
}

/** Sums of these are exact, so that their order makes no difference. */
function createValue(random: Random, type: InstrumentType): number {
  const value = random.pick([
    0,
    1,
    random.below(100),
    random.below(1000) / 8,
    random.below(2 ** 20),
    2 ** random.below(30),
  ]);
  // Negative values are refused by some.
  return NON_NEGATIVE.includes(type) ? (random.chance(0.05) ? -1 : value) : random.pick([
    value,
    -value || 0,
  ]);
}

function createAttributes(random: Random): Attributes {
  const keys = ["a", "b", "c", "d", "e"].filter(() => random.chance(0.4));
  return Object.fromEntries(
    random.shuffle(keys).map((key) => [key, random.pick(VALUES)]),
  ) as Attributes;
}

function reorder(random: Random, attributes: Attributes): Attributes {
  return Object.fromEntries(random.shuffle(Object.entries(attributes)));
}

/** Of what is delta and what is cumulative. */
export function temporalityOf(reader: ScriptReader, type: InstrumentType): AggregationTemporality {
  return reader.delta.has(type) ? AggregationTemporality.DELTA : AggregationTemporality.CUMULATIVE;
}
