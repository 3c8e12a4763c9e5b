import { setImmediate } from "node:timers/promises";
import type { SqlConnection } from "../database/sql_connection.ts";
import { dropOldest } from "../retention/drop_oldest.ts";
import { writeSteps, type Written, type WrittenCounts } from "./write_steps.ts";
import { createWriteState, type WriteState } from "./write_state.ts";

/** The event loop gets its turn after so many milliseconds. */
const TURN_MS = 15;
/** Blocks are closed in time, so that they can be dropped when they are too old. */
const BLOCKS_IN_MAX_AGE = 28;

/** How the writer works. */
export interface StoreWriterOptions {
  readonly connection: SqlConnection;
  readonly maxBytes: number;
  /** Milliseconds. */
  readonly maxAge: number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Milliseconds since whenever, by which a turn is measured. @default `performance.now` */
  readonly elapsed?: () => number;
}

interface Job {
  readonly steps: Generator<void, WrittenCounts>;
  readonly resolve: (counts: WrittenCounts) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * The one that writes: everything that is waiting, in one transaction, for as long as the event
 * loop can do without its thread.
 */
export class StoreWriter {
  readonly #options: StoreWriterOptions;
  readonly #queue: Job[] = [];
  #state: WriteState | undefined;
  #dataVersion: unknown;
  #running: Promise<void> | undefined;

  constructor(options: StoreWriterOptions) {
    this.#options = options;
  }

  /**
   * Writes, and returns once that is in the database.
   *
   * @throws {Error} If the database cannot be written to.
   */
  write(written: Written): Promise<WrittenCounts> {
    const { promise, resolve, reject } = Promise.withResolvers<WrittenCounts>();
    const steps = writeSteps(written, () => this.#current);
    this.#queue.push({ steps, resolve, reject });
    this.#running ??= this.#run();
    return promise;
  }

  /** Does something else with the database; nothing that was remembered of it may be wrong then. */
  change<T>(action: (connection: SqlConnection) => T): T {
    const { connection } = this.#options;
    this.#state = undefined;
    return connection.transaction(() => action(connection));
  }

  /** Drops what is too old, or too much. */
  dropOldest(): void {
    while (this.change((connection) => this.#drop(connection)));
  }

  /** Waits until everything is written. */
  async idle(): Promise<void> {
    await this.#running;
  }

  get #current(): WriteState {
    const { connection, now, maxAge } = this.#options;
    return this.#state ??= createWriteState(connection, {
      now,
      maxOpen: maxAge / BLOCKS_IN_MAX_AGE,
    });
  }

  async #run(): Promise<void> {
    // Requests that come in together are written together.
    await setImmediate();
    while (this.#queue.length > 0) {
      this.#turn();
      await setImmediate();
    }
    this.#running = undefined;
  }

  #turn(): void {
    const { connection, elapsed = () => performance.now() } = this.#options;
    const done: (() => void)[] = [];
    const started = new Set<Job>();
    try {
      connection.transaction(() => {
        this.#forgetIfChanged(connection);
        const end = elapsed() + TURN_MS;
        do {
          const job = this.#queue[0]!;
          started.add(job);
          const step = job.steps.next();
          if (step.done) {
            this.#queue.shift();
            done.push(() => job.resolve(step.value));
          }
        } while (this.#queue.length > 0 && elapsed() < end);
        this.#current.traces.flush();
        this.#current.blocks.flush();
        if (this.#drop(connection)) this.#state = undefined;
      });
    } catch (error) {
      this.#state = undefined;
      if (started.has(this.#queue[0]!)) this.#queue.shift();
      for (const { reject } of started) reject(error);
      return;
    }
    for (const resolve of done) resolve();
  }

  /** Another process may have written to the file. */
  #forgetIfChanged(connection: SqlConnection): void {
    const { data_version } = connection.get("PRAGMA data_version") ?? {};
    if (data_version !== this.#dataVersion) this.#state = undefined;
    this.#dataVersion = data_version;
  }

  #drop(connection: SqlConnection): boolean {
    const { maxBytes, maxAge, now } = this.#options;
    return dropOldest(connection, { maxBytes, maxAge, now: now() });
  }
}
