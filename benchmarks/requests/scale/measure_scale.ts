import type { Saturator } from "../../harness/find_saturator.ts";
import { runGenerator } from "../../harness/run_generator.ts";
import { summarize, type Summary } from "../../harness/summarize.ts";
import { openSession, type Session, type SessionOptions } from "../open_session.ts";
import { PATH } from "../path.ts";
import { BARE, ROADS } from "../variants.ts";
import { warmUp } from "../warm_up.ts";
import { measureServe } from "./measure_serve.ts";

/** One run, as it is kept. CPU in microseconds, medians and quartiles of the rounds. */
export interface Scale {
  /** Day of the run. */
  readonly date: string;
  readonly machine: Readonly<Record<string, string | number>>;
  readonly seconds: number;
  readonly rounds: number;
  /** By spans that the application makes in a second: what telemetry adds for each of them. */
  readonly perSpan: Readonly<Record<string, Summary>>;
  /** By requests that are under way at once: what telemetry adds for each request. */
  readonly perRequest: Readonly<Record<string, Summary>>;
  /** By threads of `deno serve --parallel`. */
  readonly threads: Readonly<Record<string, Threads>>;
}

/** What so many threads of `deno serve` manage. */
export interface Threads {
  /** Requests a second without telemetry, and with ours. */
  readonly bare: Summary;
  readonly ours: Summary;
  /** What telemetry adds for each request. */
  readonly added: Summary;
}

/** What {@linkcode measureScale} needs. */
export interface ScaleOptions extends SessionOptions {
  readonly machine: Scale["machine"];
  readonly saturator: Saturator;
  readonly rounds: number;
  /** Of each load. */
  readonly seconds: number;
  /** Called with a line about each measurement. */
  readonly tell: (line: string) => void;
}

/** With the SERVER span, that makes 50 spans a request: so many, that 100,000 a second can be made. */
const ROLLS = 49;
/** At a low rate, of one measurement: it takes longer then. */
const LEAST_REQUESTS = 300;
const SPANS_PER_SECOND = [1_000, 10_000, 100_000];
const CONNECTIONS = [1, 16, 256, 1000];
const THREADS = [1, 2];
const OURS = ROADS[0]!;

/**
 * Measures whether what telemetry adds stays the same, whatever the rate, the connections and the
 * threads are.
 *
 * @throws {Error} If one of the processes fails.
 */
export async function measureScale(options: ScaleOptions): Promise<Scale> {
  const { machine, rounds, seconds, saturator, tell } = options;
  const perSpan = new Map<number, number[]>(SPANS_PER_SECOND.map((rate) => [rate, []]));
  const perRequest = new Map<number, number[]>(CONNECTIONS.map((count) => [count, []]));
  const threads = new Map(THREADS.map((count) => [
    count,
    { bare: [], ours: [], added: [] } as {
      readonly [name in keyof Threads]: number[];
    },
  ]));

  async function added(load: (session: Session) => Promise<number>): Promise<number> {
    const [bare, ours] = [await inSession(BARE), await inSession(OURS)];
    return ours - bare;
    async function inSession(variant: typeof BARE): Promise<number> {
      await using session = await openSession(variant, options);
      await session.cost(() => warmUp({ port: session.port, saturator }));
      const cost = await load(session);
      await session.finish();
      return cost;
    }
  }
  for (let round = 1; round <= rounds; round++) {
    for (const rate of SPANS_PER_SECOND) {
      const requestRate = rate / (ROLLS + 1);
      const micros = await added(async (session) => {
        const { cpuMicros } = await session.cost(() =>
          runGenerator({
            port: session.port,
            path: `${PATH}&rolls=${ROLLS}`,
            rate: requestRate,
            seconds: Math.max(seconds, Math.ceil(LEAST_REQUESTS / requestRate)),
          })
        );
        return cpuMicros / (ROLLS + 1);
      });
      perSpan.get(rate)!.push(micros);
      tell(`round ${round}, ${rate} spans/s: ${micros.toFixed(2)} us a span`);
    }
    for (const connections of CONNECTIONS) {
      const micros = await added(async ({ port, cost }) => {
        const load = () => saturator.run({ port, path: PATH, seconds, connections });
        return (await cost(load)).cpuMicros;
      });
      perRequest.get(connections)!.push(micros);
      tell(`round ${round}, ${connections} connections: ${micros.toFixed(1)} us a request`);
    }
    for (const [count, measured] of threads) {
      const serve = (ours: boolean) => measureServe({ ...options, threads: count, ours });
      const [bare, ours] = [await serve(false), await serve(true)];
      measured.bare.push(bare.requestsPerSecond);
      measured.ours.push(ours.requestsPerSecond);
      measured.added.push(ours.cpuMicros - bare.cpuMicros);
      tell(
        `round ${round}, ${count} threads: ${ours.requestsPerSecond.toFixed(0)} of ` +
          `${bare.requestsPerSecond.toFixed(0)} requests/s`,
      );
    }
  }
  return {
    date: new Date().toISOString().slice(0, 10),
    machine,
    seconds,
    rounds,
    perSpan: mapValues(perSpan, (values) => summarize(values, 2)),
    perRequest: mapValues(perRequest, (values) => summarize(values, 1)),
    threads: mapValues(threads, ({ bare, ours, added }) => ({
      bare: summarize(bare, 0),
      ours: summarize(ours, 0),
      added: summarize(added, 1),
    })),
  };
}

function mapValues<V, W>(map: ReadonlyMap<number, V>, to: (value: V) => W): Record<string, W> {
  return Object.fromEntries([...map].map(([key, value]) => [key, to(value)]));
}
