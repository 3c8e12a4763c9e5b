import type { PayloadLog } from "../queue/payload_log.ts";
import type { Signal } from "../transport.ts";

/** What a route is called in a spool. */
export interface SpoolKey {
  readonly signal: Signal;
  /**
   * A digest of everything that says who receives it: protocol, endpoint, headers. What one process
   * left is sent by another one only where all of that is the same. Lowercase letters and digits.
   */
  readonly destinationDigest: string;
  /** Where it goes, in words, without credentials and query: for those who look into the folder. */
  readonly destination: string;
}

/** Told what a spool loses. */
export interface SpoolListener {
  /** Items that are gone, by signal, with the reason. */
  onDropped(dropped: {
    readonly signal: Signal;
    readonly itemCount: number;
    readonly reason: string;
    /** Whether an earlier process recorded them. */
    readonly replayed: boolean;
  }): void;
  /** Something about the folder that the user should know; told once for each thing. */
  onProblem(message: string): void;
}

/** How full a spool is: the whole folder, with what other processes have in it. */
export interface SpoolFigures {
  readonly bytes: number;
  /** Milliseconds since the oldest payload was written; 0 where there is none. */
  readonly oldestAgeMillis: number;
  readonly quarantinedBytes: number;
}

/**
 * A folder with payloads that are not delivered yet, shared by several processes: each writes files
 * of its own, and takes over what processes left that have ended. None of its functions throws.
 *
 * At least once: a payload leaves the folder after its receiver has accepted it.
 */
export interface Spool {
  /** The log of what this process hands over for a route. */
  open(key: SpoolKey): PayloadLog;
  /**
   * Takes over what a process left for this route that has ended; the oldest first. `undefined`
   * where there is nothing, now.
   */
  adopt(key: SpoolKey): PayloadLog | undefined;
  figures(): SpoolFigures;
  close(): void;
}
