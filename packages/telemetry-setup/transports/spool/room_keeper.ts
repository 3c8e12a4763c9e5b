/** What a {@linkcode RoomKeeper} asks of its folder. */
export interface Room {
  /** Bytes of all files. */
  measure(): number;
  /** Drops what is oldest, at least so many bytes of it, as far as it may; returns how many. */
  drop(bytes: number): number;
}

// Of the limit: kept free, so that several processes at once do not go beyond it together.
const RESERVE = 1 / 16;
// Of what is free: so much is written before it is measured again. So many processes may do that.
const SHARE = 1 / 32;

/** Keeps a folder below a limit that several processes have in common. */
export class RoomKeeper {
  readonly #room: Room;
  readonly #limit: number;
  readonly #smallest: number;
  #allowance = 0;

  constructor(room: Room, maxBytes: number) {
    this.#room = room;
    const reserve = maxBytes * RESERVE;
    this.#limit = maxBytes - reserve;
    this.#smallest = reserve * SHARE;
  }

  /** Sees to it that so many bytes may be written; `false` where they may not. */
  reserve(bytes: number): boolean {
    if (bytes > this.#allowance && !this.#makeRoom(bytes)) return false;
    this.#allowance -= bytes;
    return true;
  }

  /** Measures, and drops what is above the limit. */
  check(): void {
    this.#makeRoom(0);
  }

  #makeRoom(bytes: number): boolean {
    if (bytes > this.#limit) return false;
    let free = this.#limit - this.#room.measure();
    if (free < bytes) free += this.#room.drop(bytes - free);
    this.#allowance = Math.max(this.#smallest, free * SHARE);
    return free >= bytes;
  }
}
