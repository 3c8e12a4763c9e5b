import { diag, type HrTime } from "@opentelemetry/api";
import {
  AggregationTemporality,
  InstrumentType,
  MeterProvider as SdkMeterProvider,
} from "@opentelemetry/sdk-metrics";
import { deepEqual, ok } from "node:assert/strict";
import { MeterProvider } from "./meter_provider.ts";
import { type Collected, playScript } from "./testdata/play_script.ts";
import { createRandomScript } from "./testdata/random_script.ts";
import { isObservable } from "./testdata/script.ts";

const CASES = 3000;
const CASES_PER_TEST = 500;

/** When everything begins. */
const BEGIN: HrTime = [1_795_368_000, 0];

for (let first = 1; first <= CASES; first += CASES_PER_TEST) {
  const last = first + CASES_PER_TEST - 1;
  Deno.test(`MeterProvider collects what npm's does, when both are given seeds ${first} to ${last}`, async () => {
    // What both warn of is tested elsewhere.
    diag.disable();
    let points = 0;
    for (let seed = first; seed <= last; seed++) points += await compare(seed);
    ok(points > CASES_PER_TEST * 5, `only ${points} data points were compared`);
  });
}

/** @returns How many data points there were. */
async function compare(seed: number): Promise<number> {
  const script = createRandomScript(seed);
  const own = await playScript(script, (options, now) => new MeterProvider({ ...options, now }));
  const npm = await playScript(script, (options) => new SdkMeterProvider(options));
  deepEqual(comparable(own), comparable(npm), `seed ${seed}`);
  checkStartTimes(own, {
    npm,
    isShared: script.views.length > 0 && script.readers.length > 1,
    seed,
  });
  return own.reduce((sum, { points }) => sum + points.length, 0);
}

function comparable(collections: readonly Collected[]) {
  return collections.map(({ reader, points, errors }) => ({
    reader,
    errors,
    points: points.map(({ point, endTime }) => [point, endTime]),
  }));
}

/**
 * When points start is not the same by intention. Delta points start where the last ones ended, not
 * with their first measurement; and what is observed starts before it is. Only cumulative sums and
 * distributions of synchronous instruments start as npm's do; but where several readers share what
 * a view selects, its own change each other.
 */
function checkStartTimes(own: readonly Collected[], { npm, isShared, seed }: {
  readonly npm: readonly Collected[];
  readonly isShared: boolean;
  readonly seed: number;
}): void {
  const lastTimes = new Map<number, HrTime>();
  own.forEach(({ reader, time, points }, collection) => {
    const lastTime = lastTimes.get(reader) ?? BEGIN;
    points.forEach(({ startTime, endTime, temporality, type }, index) => {
      const where = `seed ${seed}, collection ${collection}, point ${index}`;
      if (temporality === AggregationTemporality.DELTA) {
        deepEqual(startTime, lastTime, where);
      } else if (!isShared && !isObservable(type) && type !== InstrumentType.GAUGE) {
        deepEqual(startTime, npm[collection]!.points[index]!.startTime, where);
      } else {
        const [seconds, nanoseconds] = startTime;
        ok(seconds < endTime[0] || (seconds === endTime[0] && nanoseconds <= endTime[1]), where);
      }
    });
    lastTimes.set(reader, time);
  });
}
