/** What is kept of a payload besides its bytes. */
export interface PayloadFacts {
  readonly contentType: string;
  readonly itemCount: number;
  /** When it is to be sent at the latest, in milliseconds since the epoch. */
  readonly dueAt: number;
}

/** How much is read at once. */
export interface ReadLimits {
  readonly maxItems: number;
  readonly maxBytes: number;
}

/**
 * Payloads that were read together, to be sent as one. It is settled once, by one of its functions;
 * one that never is counts as not sent, and is there again for the next process if it is on disk.
 */
export interface PayloadBatch {
  /** At least one; all have the same content type. */
  readonly payloads: readonly Uint8Array[];
  readonly contentType: string;
  readonly itemCount: number;
  /** Those of the payloads, in their order. */
  readonly itemCounts: readonly number[];
  /** The receiver has them: they are forgotten. Batches may be settled in any order. */
  accepted(): void;
  /**
   * The receiver refuses them: they are put where they are in nobody's way.
   *
   * @param places Those that it refuses, where it has the others. @default all
   * @returns Whether they are kept in quarantine.
   */
  refused(reason: string, places?: readonly number[]): boolean;
}

/** What is not read yet. */
export interface Unread {
  readonly itemCount: number;
  readonly byteLength: number;
  /** The earliest of their times; `Infinity` where there is nothing. */
  readonly dueAt: number;
}

/**
 * Payloads of one route in the order in which they came, in memory or on disk: written at its end,
 * read from its beginning, and forgotten once they are settled. None of its functions throws.
 */
export interface PayloadLog {
  /** Of payloads that are not settled, whether they were read or not. */
  readonly itemCount: number;
  /** Of payloads that are not settled, whether they were read or not. */
  readonly byteLength: number;
  readonly unread: Unread;
  /** @returns Whether it is kept. If not, the caller still has it. */
  append(payload: Uint8Array, facts: PayloadFacts): boolean;
  /**
   * Takes what comes next: as many payloads of the same content type as the limits allow, at least
   * one; `undefined` where there is nothing.
   */
  read(limits: ReadLimits): PayloadBatch | undefined;
  /** Lets go of what it holds. What is on disk stays there. */
  close(): void;
}
