// Hot path: every payload that is handed over goes through here.
import type { PayloadFacts, ReadLimits, Unread } from "../../queue/payload_log.ts";
import { chooseEntries } from "./choose_entries.ts";
import { type ReadEntries, readEntries } from "./read_entries.ts";
import {
  encodeSettled,
  scanSegment,
  type SegmentContents,
  type SegmentEntry,
} from "./scan_segment.ts";
import type { SegmentFile } from "./segment_file.ts";
import type { SegmentName } from "./segment_name.ts";
import { encodeRecord, RecordKind } from "./segment_record.ts";

/** Payloads that were read from a segment and are not settled yet; at least one. */
export type Taken = ReadEntries;

/** What makes a {@linkcode Segment}. */
export interface SegmentOptions {
  readonly name: SegmentName;
  readonly file: SegmentFile;
  /** What is in the file already. */
  readonly contents: SegmentContents;
}

/** Not worth to be forgotten. */
const FEW_ENTRIES = 64;

/**
 * One file of a log: payloads behind each other, read in that order, settled in any. What is settled
 * is written down as an offset before which nothing is needed any more.
 */
export class Segment {
  readonly name: SegmentName;
  readonly file: SegmentFile;
  readonly #keyEnd: number;
  /** What is not read begins at `#next`; `undefined` where it is to be found in the file. */
  #entries: SegmentEntry[] | undefined;
  #next = 0;
  /** The first that is not read, where only the file has them. */
  #forgotten: SegmentEntry | undefined;
  readonly #taken: Taken[] = [];
  #itemsWritten: number;
  #settledEnd = 0;
  #unread = { itemCount: 0, byteLength: 0, dueAt: Infinity };
  #newestTime = -Infinity;
  #lostItems: number;

  constructor({ name, file, contents }: SegmentOptions) {
    this.name = name;
    this.file = file;
    this.#keyEnd = contents.keyEnd;
    this.#entries = [];
    this.#itemsWritten = contents.itemCount;
    this.#lostItems = contents.lostItems;
    for (const entry of contents.entries) this.#add(this.#entries, entry);
  }

  get unread(): Unread {
    return this.#unread;
  }

  /** Items that are not settled. */
  get itemCount(): number {
    return this.#taken.reduce((sum, { entries }) => sum + itemsOf(entries), this.#unread.itemCount);
  }

  /** Bytes of payloads that are not settled. */
  get byteLength(): number {
    const unread = this.#unread.byteLength;
    return this.#taken.reduce((sum, { entries }) => sum + bytesOf(entries), unread);
  }

  /** Whether something was read that is not settled. */
  get isBusy(): boolean {
    return this.#taken.length > 0;
  }

  /** Whether nothing in it is needed any more. */
  get isSettled(): boolean {
    return this.#firstUnsettled() === undefined;
  }

  /** When the first payload that is not settled was recorded; `Infinity` where there is none. */
  get oldestTime(): number {
    return this.#firstUnsettled()?.time ?? Infinity;
  }

  /** When the last payload was recorded. */
  get newestTime(): number {
    return this.#newestTime;
  }

  /**
   * Writes a payload.
   *
   * @throws {Error} If there is no room, or the file cannot be written.
   */
  append(payload: Uint8Array, facts: PayloadFacts & { readonly time: number }): void {
    const { itemCount, contentType: label, dueAt, time } = facts;
    const unread = this.#load();
    const offset = this.file.size;
    const itemsBefore = this.#itemsWritten;
    const kind = RecordKind.DATA;
    this.file.append(encodeRecord({ kind, offset, itemCount, itemsBefore, time, label, payload }));
    this.#itemsWritten += itemCount;
    const [end, payloadBytes] = [this.file.size, payload.length];
    const entry = { offset, end, payloadBytes, itemCount, itemsBefore, time, label, dueAt };
    this.#add(unread, entry);
  }

  /** Nothing more is written: what is in it need not be remembered until it is read. */
  seal(): void {
    if (this.#entries === undefined || this.#next > 0 || this.isBusy) return;
    if (this.#entries.length <= FEW_ENTRIES) return;
    this.#forgotten = this.#entries[0];
    this.#entries = undefined;
  }

  /**
   * Reads what comes next, all with the same label; `undefined` where there is nothing. What is
   * damaged is passed over.
   *
   * @throws {Error} If the file cannot be read.
   */
  take(limits: ReadLimits): Taken | undefined {
    for (let unread = this.#load(); this.#next < unread.length; unread = this.#load()) {
      const end = chooseEntries(unread, this.#next, limits);
      const chosen = unread.slice(this.#next, end);
      const taken = readEntries(this.file, chosen);
      this.#pass(end);
      if (taken.entries.length < chosen.length) {
        this.#lostItems += itemsOf(chosen) - itemsOf(taken.entries);
      }
      if (taken.entries.length > 0) {
        this.#taken.push(taken);
        return taken;
      }
      this.#writeSettled();
    }
    return undefined;
  }

  /** What was taken is not needed any more. */
  settle(taken: Taken): void {
    const index = this.#taken.indexOf(taken);
    if (index < 0) return;
    this.#taken.splice(index, 1);
    this.#writeSettled();
  }

  /**
   * Passes over payloads that were recorded before `time`, and returns how many items they have.
   *
   * @throws {Error} If the file cannot be read.
   */
  expire(time: number): number {
    const first = this.#entries?.[this.#next] ?? this.#forgotten;
    if (first === undefined || first.time >= time) return 0;
    const unread = this.#load();
    let end = this.#next;
    while (end < unread.length && unread[end]!.time < time) end++;
    const items = itemsOf(unread.slice(this.#next, end));
    this.#pass(end);
    this.#writeSettled();
    return items;
  }

  /** Items that were found to be damaged since this was asked last. */
  takeLost(): number {
    const lost = this.#lostItems;
    this.#lostItems = 0;
    return lost;
  }

  /** Forgets everything in it that is not taken. */
  clear(): void {
    this.file.truncate(this.#keyEnd);
    [this.#entries, this.#next, this.#forgotten] = [[], 0, undefined];
    [this.#itemsWritten, this.#settledEnd] = [0, 0];
    this.#unread = { itemCount: 0, byteLength: 0, dueAt: Infinity };
    this.#newestTime = -Infinity;
  }

  #add(entries: SegmentEntry[], entry: SegmentEntry): void {
    entries.push(entry);
    this.#unread.itemCount += entry.itemCount;
    this.#unread.byteLength += entry.payloadBytes;
    this.#unread.dueAt = Math.min(this.#unread.dueAt, entry.dueAt);
    this.#newestTime = Math.max(this.#newestTime, entry.time);
  }

  #load(): SegmentEntry[] {
    if (this.#entries !== undefined) return this.#entries;
    const { entries } = scanSegment(this.file.read(0, this.file.size));
    const from = this.#forgotten?.offset ?? 0;
    this.#entries = [];
    const before = this.#unread.itemCount;
    this.#unread = { itemCount: 0, byteLength: 0, dueAt: Infinity };
    for (const entry of entries) if (entry.offset >= from) this.#add(this.#entries, entry);
    this.#lostItems += before - this.#unread.itemCount;
    this.#forgotten = undefined;
    return this.#entries;
  }

  /** What is before `end` is read. */
  #pass(end: number): void {
    const entries = this.#load();
    for (; this.#next < end; this.#next++) {
      this.#unread.itemCount -= entries[this.#next]!.itemCount;
      this.#unread.byteLength -= entries[this.#next]!.payloadBytes;
    }
    let dueAt = Infinity;
    for (let index = end; index < entries.length; index++) {
      dueAt = Math.min(dueAt, entries[index]!.dueAt);
    }
    this.#unread.dueAt = dueAt;
    if (end < entries.length) return;
    this.#entries = [];
    this.#next = 0;
  }

  #firstUnsettled(): SegmentEntry | undefined {
    let first = this.#entries?.[this.#next] ?? this.#forgotten;
    for (const { entries } of this.#taken) {
      if (first === undefined || entries[0]!.offset < first.offset) first = entries[0];
    }
    return first;
  }

  #writeSettled(): void {
    const first = this.#firstUnsettled();
    if (first === undefined || first.offset <= this.#settledEnd) return;
    const { offset: settledEnd, itemsBefore } = first;
    try {
      this.file.append(encodeRecord({
        kind: RecordKind.ACK,
        offset: this.file.size,
        itemCount: 0,
        itemsBefore: this.#itemsWritten,
        time: first.time,
        label: "",
        payload: encodeSettled(settledEnd, itemsBefore),
      }));
      this.#settledEnd = settledEnd;
    } catch {
      // It is sent once more, should this process end before the next one can be written.
    }
  }
}

function itemsOf(entries: readonly SegmentEntry[]): number {
  return entries.reduce((sum, { itemCount }) => sum + itemCount, 0);
}

function bytesOf(entries: readonly SegmentEntry[]): number {
  return entries.reduce((sum, { payloadBytes }) => sum + payloadBytes, 0);
}
