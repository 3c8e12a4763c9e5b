import { type Attributes, ValueType } from "@opentelemetry/api";
import { InstrumentType } from "@opentelemetry/sdk-metrics";
import { Random } from "./random.ts";
import { createRandomViews } from "./random_views.ts";
import {
  ALL_TYPES,
  isObservable,
  NON_NEGATIVE,
  type Script,
  type ScriptCallback,
  type ScriptInstrument,
  type ScriptReader,
  type ScriptStep,
  SYNCHRONOUS,
} from "./script.ts";

const VALUES = ["x", "y", "/dice", "", 0, 1, 2, 1.5, -3, true, false, null, ["p", "q"], [1, 2]];

/** More than a callback is called in any script. */
const CALLS = 64;

/**
 * Makes a script of a seed. It keeps away from what npm's SDK is known to do otherwise than the
 * specification, each of which has a test of its own.
 */
export function createRandomScript(seed: number): Script {
  const random = new Random(seed);
  const readers = Array.from(
    { length: random.pick([1, 1, 1, 2, 2, 3]) },
    () => createReader(random),
  );
  const isAllDelta = readers.every(({ delta }) => delta.size === ALL_TYPES.length);
  const instruments = createInstruments(random);
  const views = random.chance(0.5)
    ? createRandomViews(random, { instruments, limited: isAllDelta && readers.length === 1 })
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
