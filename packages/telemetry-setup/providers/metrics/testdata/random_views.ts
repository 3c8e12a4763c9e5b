import {
  type AggregationOption,
  AggregationType,
  type InstrumentType,
} from "@opentelemetry/sdk-metrics";
import type { Random } from "./random.ts";
import { isObservable, NON_NEGATIVE, type ScriptInstrument, type ScriptView } from "./script.ts";

/** Makes views of some of the instruments. */
export function createRandomViews(random: Random, { instruments, limited }: {
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
