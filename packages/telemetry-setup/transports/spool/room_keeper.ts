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
// Of the limit: kept free for the few bytes by which each process notes what was accepted.
const RESERVE = 1 / 16;

/** Keeps a folder below a limit that several processes have in common. */
export class RoomKeeper {
  readonly #room: Room;
  readonly #limit: number;
  readonly #roomy: number;

  constructor(room: Room, maxBytes: number) {
    this.#room = room;
    this.#limit = maxBytes * (1 - RESERVE);
    this.#roomy = maxBytes * ROOMY;
  }

  /**
   * Calls `write`, which adds at most so many bytes, where there is room for them or it can be made.
   *
   * @returns Whether there was room.
   * @throws What `write` throws.
   */
  write(bytes: number, write: () => void): boolean {
    if (bytes > this.#limit) return false;
    // To be alone may take a while, where many write.
    if (this.#room.measure() + bytes <= this.#roomy) {
      write();
      return true;
    }
    // Two that measure at the same moment would both write to the last free place.
    return this.#room.alone(() => {
      if (!this.#makeRoom(bytes)) return false;
      write();
      return true;
    });
  }

  /** Measures, and drops what is above the limit. */
  check(): void {
    if (this.#room.measure() > this.#limit) this.#room.alone(() => this.#makeRoom(0));
  }

  #makeRoom(bytes: number): boolean {
    const missing = bytes - (this.#limit - this.#room.measure());
    return missing <= 0 || this.#room.drop(missing) >= missing;
  }
}
