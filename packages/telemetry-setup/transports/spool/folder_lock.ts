/** What a test puts in the place of time. */
export interface FolderLockOptions {
  /** In milliseconds, of any origin, never backwards. @default performance.now */
  readonly now?: () => number;
  /** Blocks for so many milliseconds. @default Atomics.wait */
  readonly sleep?: (millis: number) => void;
}

/** Much longer than anybody needs; a process that is stopped meanwhile has it without an end. */
const LONGEST_WAIT_MILLIS = 250;
/** How long, after a wait in vain, nobody waits. */
const IMPATIENT_MILLIS = 10_000;
const STEP_MILLIS = 1;

/**
 * Keeps processes that share a folder from changing it at the same time, by the lock of one file in
 * it. Where the lock cannot be had, what is to be done is done without it: not to write would be
 * worse than to write a little too much.
 */
export class FolderLock {
  readonly #path: string;
  readonly #now: () => number;
  readonly #sleep: (millis: number) => void;
  #impatientSince = -Infinity;

  /** @param path A file that is there, and that nobody locks for anything else. */
  constructor(
    path: string,
    { now = () => performance.now(), sleep = block }: FolderLockOptions = {},
  ) {
    this.#path = path;
    this.#now = now;
    this.#sleep = sleep;
  }

  /** Runs `action` with the lock. Not to be called from within an `action`. */
  hold<T>(action: () => T): T {
    const file = this.#open();
    try {
      if (file !== undefined) this.#lock(file);
      return action();
    } finally {
      // The lock goes with it.
      file?.close();
    }
  }

  #open(): Deno.FsFile | undefined {
    try {
      return Deno.openSync(this.#path, { read: true, write: true });
    } catch {
      // Whoever writes into the folder says what is wrong with it.
      return undefined;
    }
  }

  #lock(file: Deno.FsFile): void {
    const start = this.#now();
    const isImpatient = start - this.#impatientSince < IMPATIENT_MILLIS;
    const end = isImpatient ? start : start + LONGEST_WAIT_MILLIS;
    while (!tryLock(file)) {
      if (this.#now() >= end) {
        if (!isImpatient) this.#impatientSince = start;
        return;
      }
      this.#sleep(STEP_MILLIS);
    }
  }
}

function tryLock(file: Deno.FsFile): boolean {
  try {
    return file.tryLockSync(true);
  } catch {
    // A file system without locks: there is nothing to wait for.
    return true;
  }
}

function block(millis: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, millis);
}
