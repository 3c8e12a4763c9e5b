import type { Saturator } from "../harness/find_saturator.ts";
import type { Load } from "../harness/load_generator.ts";
import { runGenerator } from "../harness/run_generator.ts";
import { openSession, type Outcome, type SessionOptions } from "./open_session.ts";
import { PATH } from "./path.ts";
import type { Variant } from "./variants.ts";
import { warmUp } from "./warm_up.ts";

/** What was seen of one variant in one round. */
export interface Measured extends Outcome {
  /** From the start of the process until it listened. */
  readonly startMillis: number;
  /** As many requests as it can answer. CPU in microseconds for each. */
  readonly saturation: { readonly requestsPerSecond: number; readonly cpuMicros: number };
  /** Requests at a fixed rate; `undefined` if there were to be none. */
  readonly fixed: { readonly load: Load; readonly cpuMicros: number } | undefined;
}

/** What {@linkcode measureVariant} needs. */
export interface MeasureOptions extends SessionOptions {
  readonly saturator: Saturator;
  /** Of each load. */
  readonly seconds: number;
  /** Requests a second of the load at a fixed rate. */
  readonly rate: number | undefined;
}

/**
 * Measures the dice with one kind of telemetry, under load of another process.
 *
 * @throws {Error} If one of the processes fails.
 */
export async function measureVariant(
  variant: Variant,
  { saturator, seconds, rate, ...options }: MeasureOptions,
): Promise<Measured> {
  await using session = await openSession(variant, options);
  const { port, startMillis } = session;
  await session.cost(() => warmUp({ port: session.port, saturator }));
  const fixed = rate === undefined
    ? undefined
    : await session.cost(() => runGenerator({ port, path: PATH, seconds, rate }));
  const { result: requestsPerSecond, cpuMicros } = await session.cost(() =>
    saturator.run({ port, path: PATH, seconds })
  );
  return {
    ...await session.finish(),
    startMillis,
    saturation: { requestsPerSecond, cpuMicros },
    fixed: fixed && { load: fixed.result, cpuMicros: fixed.cpuMicros },
  };
}
