import type {
  PayloadBatch,
  PayloadFacts,
  PayloadLog,
  ReadLimits,
  Unread,
} from "../queue/payload_log.ts";
import type { Segment, Taken } from "./segment/segment.ts";
import type { SpoolKey } from "./spool.ts";

/** What a log needs of the spool that it belongs to. */
export interface SpoolKeeper {
  /** How large a file of a log becomes. */
  readonly segmentBytes: number;
  /** In milliseconds since the epoch. */
  now(): number;
  /** What was recorded before is too old. */
  expiryTime(): number;
  /** Called often, for what is to be done now and then. */
  lookAfter(): void;
  /**
   * Calls `write`, which writes at most so many bytes, if they may be written.
   *
   * @returns Whether they are written; it never throws.
   */
  write(bytes: number, write: () => void): boolean;
  /** @throws {Error} If no file can be made. */
  createSegment(): Segment;
  /** @returns Whether they are kept there. */
  quarantine(taken: Taken, reason: string): boolean;
  /** A file cannot be read; it stays where it is. */
  onUnreadable(segment: Segment, error: unknown): void;
  onDropped(loss: LogLoss): void;
  onClosed(): void;
}

/** What a log lost. */
export interface LogLoss {
  readonly itemCount: number;
  readonly reason: string;
  readonly replayed: boolean;
}

/** Why payloads that are damaged are gone. */
const NOT_READABLE = "not readable on disk any more";
/** Why payloads are gone that nobody would take in time. */
export const TOO_OLD = "too old";

// Of a record, besides the payload; a little more than that does no harm.
const OVERHEAD = 128;

/** The payloads of one route in the files of a spool. */
export class SpoolLog implements PayloadLog {
  readonly key: SpoolKey;
  readonly #keeper: SpoolKeeper;
  readonly #replayed: boolean;
  /** The oldest first; the last one is written, if this is not replayed. */
  readonly #segments: Segment[];
  #isClosed = false;

  /**
   * @param adopted What another process left: it is read, and nothing is written to it.
   */
  constructor(key: SpoolKey, keeper: SpoolKeeper, adopted?: Segment) {
    this.key = key;
    this.#keeper = keeper;
    this.#replayed = adopted !== undefined;
    this.#segments = adopted === undefined ? [] : [adopted];
  }

  get segments(): readonly Segment[] {
    return this.#segments;
  }

  get itemCount(): number {
    return this.#segments.reduce((sum, segment) => sum + segment.itemCount, 0);
  }

  get byteLength(): number {
    return this.#segments.reduce((sum, segment) => sum + segment.byteLength, 0);
  }

  get unread(): Unread {
    let [itemCount, byteLength, dueAt] = [0, 0, Infinity];
    for (const { unread } of this.#segments) {
      itemCount += unread.itemCount;
      byteLength += unread.byteLength;
      dueAt = Math.min(dueAt, unread.dueAt);
    }
    return { itemCount, byteLength, dueAt };
  }

  append(payload: Uint8Array, facts: PayloadFacts): boolean {
    if (this.#isClosed || this.#replayed) return false;
    const bytes = payload.length + OVERHEAD;
    return this.#keeper.write(bytes, () => {
      this.#writable(bytes).append(payload, { ...facts, time: this.#keeper.now() });
    });
  }

  read(limits: ReadLimits): PayloadBatch | undefined {
    this.#keeper.lookAfter();
    for (const segment of [...this.#segments]) {
      try {
        this.#drop(segment.expire(this.#keeper.expiryTime()), TOO_OLD);
        const taken = segment.take(limits);
        this.#drop(segment.takeLost(), NOT_READABLE);
        if (taken !== undefined) return this.#toBatch(segment, taken);
        if (segment.isSettled) this.#retire(segment);
      } catch (error) {
        this.#giveUp(segment, error);
      }
    }
    return undefined;
  }

  /** Drops what was recorded before `time`, in the files as well where that is all of one. */
  expire(time: number): void {
    for (const segment of [...this.#segments]) {
      if (segment.isSettled) continue;
      if (segment.newestTime < time && this.discard(segment, TOO_OLD)) continue;
      try {
        this.#drop(segment.expire(time), TOO_OLD);
        if (segment.isSettled) this.#retire(segment);
      } catch (error) {
        this.#giveUp(segment, error);
      }
    }
  }

  /**
   * Drops everything in a file.
   *
   * @returns Whether that was possible: what is being sent stays.
   */
  discard(segment: Segment, reason: string): boolean {
    if (segment.isBusy) return false;
    this.#drop(segment.itemCount + segment.takeLost(), reason);
    segment.clear();
    this.#retire(segment);
    return true;
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    for (const { isSettled, file } of this.#segments.splice(0)) {
      if (isSettled) file.remove();
      else file.release();
    }
    this.#keeper.onClosed();
  }

  /** The file to which so many bytes are to be written. */
  #writable(bytes: number): Segment {
    const active = this.#segments.at(-1);
    const { segmentBytes } = this.#keeper;
    if (active !== undefined) {
      if (active.isSettled || active.file.size + bytes <= segmentBytes) return active;
      active.seal();
    }
    const segment = this.#keeper.createSegment();
    this.#segments.push(segment);
    return segment;
  }

  /** Nothing in it is needed any more. */
  #retire(segment: Segment): void {
    if (this.#isClosed) return;
    const index = this.#segments.indexOf(segment);
    if (index < 0) return;
    if (!this.#replayed && index === this.#segments.length - 1) {
      segment.clear();
      return;
    }
    this.#segments.splice(index, 1);
    segment.file.remove();
  }

  /** It cannot be read, which may be different for another process. */
  #giveUp(segment: Segment, error: unknown): void {
    this.#segments.splice(this.#segments.indexOf(segment), 1);
    segment.file.release();
    this.#keeper.onUnreadable(segment, error);
  }

  #toBatch(segment: Segment, taken: Taken): PayloadBatch {
    let isOpen = true;
    const settle = () => {
      if (!isOpen || this.#isClosed) return;
      isOpen = false;
      segment.settle(taken);
      if (segment.isSettled) this.#retire(segment);
    };
    const itemCount = taken.entries.reduce((sum, entry) => sum + entry.itemCount, 0);
    // In quarantine, the reason is behind it.
    const [contentType = ""] = taken.entries[0]!.label.split("\n", 1);
    return {
      payloads: taken.payloads,
      contentType,
      itemCount,
      itemCounts: taken.entries.map((entry) => entry.itemCount),
      accepted: settle,
      refused: (reason, places = [...taken.payloads.keys()]) => {
        if (!isOpen || this.#isClosed) return false;
        const refused = {
          entries: places.map((place) => taken.entries[place]!),
          payloads: places.map((place) => taken.payloads[place]!),
        };
        const isKept = this.#keeper.quarantine(refused, reason);
        settle();
        return isKept;
      },
    };
  }

  #drop(itemCount: number, reason: string): void {
    if (itemCount === 0) return;
    this.#keeper.onDropped({ itemCount, reason, replayed: this.#replayed });
  }
}
