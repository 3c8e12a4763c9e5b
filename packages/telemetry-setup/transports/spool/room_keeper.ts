/** What a {@linkcode RoomKeeper} asks of its folder. */
export interface Room {
  /** Runs `action` while no other process changes what is in the folder. */
  alone<T>(action: () => T): T;
  /** Bytes of all files. */
  measure(): number;
  /** Drops what is oldest, at least so many bytes of it, as far as it may; returns how many. */
  drop(bytes: number): number;
}

// Of the limit: below that, many may write at once without coming near it.
const ROOMY = 1 / 2;
// Of the limit: kept free for the allowances, and the few bytes by which accepted payloads are noted.
const RESERVE = 1 / 16;
// Of what is kept free: half of it is enough for the allowances of 64 processes.
const ALLOWANCE = 1 / 128;

/**
 * Keeps a folder below a limit that several processes have in common. Each may write a little without
 * looking: to wait until no other process writes is long where many do, on a machine that is busy.
 */
export class RoomKeeper {
  readonly #room: Room;
  readonly #limit: number;
  readonly #roomy: number;
  readonly #mostAllowed: number;
  /** So many bytes may be written without measuring. */
  #allowance = 0;

  constructor(room: Room, maxBytes: number) {
    this.#room = room;
    this.#limit = maxBytes * (1 - RESERVE);
    this.#roomy = maxBytes * ROOMY;
    this.#mostAllowed = maxBytes * RESERVE * ALLOWANCE;
  }

  /**
   * Calls `write`, which adds at most so many bytes, where there is room for them or it can be made.
   *
   * @returns Whether there was room.
   * @throws What `write` throws.
   */
  write(bytes: number, write: () => void): boolean {
    if (bytes > this.#limit) return false;
    if (bytes <= this.#allowance) {
      this.#allowance -= bytes;
      write();
      return true;
    }
    if (this.#room.measure() + bytes <= this.#roomy) return this.#writeNow(write);
    // Two that measure at the same moment would both write to the last free place.
    return this.#room.alone(() => this.#makeRoom(bytes) && this.#writeNow(write));
  }

  /** Measures, and drops what is above the limit. */
  check(): void {
    if (this.#room.measure() > this.#limit) this.#room.alone(() => this.#makeRoom(0));
  }

  #writeNow(write: () => void): true {
    write();
    this.#allowance = this.#mostAllowed;
    return true;
  }

  #makeRoom(bytes: number): boolean {
    const missing = bytes - (this.#limit - this.#room.measure());
    return missing <= 0 || this.#room.drop(missing) >= missing;
  }
}
