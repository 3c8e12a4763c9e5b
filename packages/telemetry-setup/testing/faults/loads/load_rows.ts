import type { Recording } from "../start_fault_app.ts";

/** So much telemetry that something has to give, or just not. */
export interface Load {
  readonly name: string;
  readonly recording: Pick<Recording, "spansPerSecond" | "together" | "textLength">;
  /** Seconds. */
  readonly short: number;
  readonly long: number;
  /** @default well */
  readonly receiver?: "well" | "down" | "slow";
  readonly spool?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  /** Whether it serves requests all the while. @default false */
  readonly serves?: boolean;
  /** `delivered`: all of it. `bounded`: what there is no room for is counted. */
  readonly fate: "delivered" | "bounded";
  /** What memory the process may take, in MiB. */
  readonly memory: number;
}

/** 50,000 a second, or the most that the process can create. */
const MUCH = { spansPerSecond: 50_000, together: 100 } as const;
/** 40 MB a second. */
const HEAVY = { spansPerSecond: 2000, together: 20, textLength: 20_000 } as const;

/** The loads under which nothing is lost, or what is lost is counted. */
export const LOADS: readonly Load[] = [
  {
    name: "50,000 spans a second",
    recording: MUCH,
    ...{ short: 5, long: 60 },
    fate: "delivered",
    memory: 600,
  },
  {
    name: "50,000 spans a second, with a spool",
    recording: MUCH,
    ...{ short: 5, long: 60 },
    spool: true,
    fate: "delivered",
    memory: 600,
  },
  {
    name: "too much, without a receiver",
    recording: HEAVY,
    ...{ short: 5, long: 60 },
    receiver: "down",
    env: { OTEL_DENO_QUEUE_BYTES: "8388608" },
    serves: true,
    fate: "bounded",
    memory: 500,
  },
  {
    name: "too much for a slow receiver",
    recording: HEAVY,
    ...{ short: 5, long: 60 },
    receiver: "slow",
    env: { OTEL_DENO_QUEUE_BYTES: "8388608" },
    serves: true,
    fate: "bounded",
    memory: 500,
  },
  {
    name: "too much for the spool, without a receiver",
    recording: HEAVY,
    ...{ short: 5, long: 60 },
    receiver: "down",
    spool: true,
    env: { OTEL_DENO_SPOOL_MAX_BYTES: "16777216" },
    serves: true,
    fate: "bounded",
    memory: 500,
  },
];
