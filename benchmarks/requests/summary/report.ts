import type { Rounds } from "./rounds.ts";

/** One run of the benchmark, as it is kept. */
export interface Report {
  /** Day of the run. */
  readonly date: string;
  readonly machine: Readonly<Record<string, string | number>>;
  readonly versions: Readonly<Record<string, string>>;
  /** Of each load. */
  readonly seconds: number;
  /** Requests a second at the fixed rate. */
  readonly rate: number;
  /** What sent the requests. */
  readonly generators: {
    /** The program that saturates. */
    readonly program: string;
    /** Requests a second that the one for the fixed rate can send. */
    readonly fixedRateMost: number;
  };
  readonly rounds: Rounds;
}
