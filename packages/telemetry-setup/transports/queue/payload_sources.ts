import { createMemoryLog } from "./memory_log.ts";
import type { PayloadBatch, PayloadFacts, PayloadLog, ReadLimits, Unread } from "./payload_log.ts";
import { createReplay } from "./replay.ts";

/** A batch that was read and is not settled. */
export interface Reading {
  readonly batch: PayloadBatch;
  /** The numbers of its payloads, of those in memory: to be released when it is settled. */
  readonly sequences: readonly number[];
  /** Whether another process, or another thread of this one that has ended, left it. */
  readonly replayed: boolean;
}

/** Options of {@linkcode createPayloadSources}. */
export interface PayloadSourcesOptions {
  /** Where payloads are kept on disk. @default in memory only */
  readonly disk?: PayloadLog | undefined;
  /** Gives, one after the other, what processes left that have ended. @default nothing */
  readonly adopt?: (() => PayloadLog | undefined) | undefined;
  readonly limits: ReadLimits;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Where the payloads of a route are until they are settled: on disk, in memory, left by others. */
export interface PayloadSources {
  /** Items that are not settled: those that are in memory only, and those on disk. */
  readonly remains: { readonly inMemory: number; readonly onDisk: number };
  /** When something of this thread's has to be sent at the latest; `Infinity` where nothing is. */
  readonly dueAt: number;
  /** When there may be something that others left. */
  readonly replayAt: number;
  /** @returns Whether it is on disk. What is not is kept in memory, by its sequence number. */
  put(sequence: number, payload: Uint8Array, facts: PayloadFacts): boolean;
  /** Reads from the first of them that is ready. */
  readLive(isReady: (unread: Unread, where: { readonly onDisk: boolean }) => boolean):
    | Reading
    | undefined;
  readReplayed(): Reading | undefined;
  /** Lets go of everything. What is on disk stays there. */
  close(): void;
}

interface Source {
  readonly log: PayloadLog;
  readonly onDisk: boolean;
  /** The numbers of its payloads that are not read yet; of those in memory. */
  readonly sequences: number[];
}

/** Puts the payloads of a route where they are kept, and reads them from there. */
export function createPayloadSources(
  { disk, adopt, limits, now }: PayloadSourcesOptions,
): PayloadSources {
  const memory: Source = { log: createMemoryLog(), onDisk: false, sequences: [] };
  const live = disk === undefined ? [memory] : [{ log: disk, onDisk: true, sequences: [] }, memory];
  const replay = adopt === undefined ? undefined : createReplay(adopt, now);
  return {
    get remains() {
      const onDisk = (disk?.itemCount ?? 0) + (replay?.itemCount ?? 0);
      return { inMemory: memory.log.itemCount, onDisk };
    },
    get dueAt() {
      return Math.min(...live.map(({ log }) => log.unread.dueAt));
    },
    get replayAt() {
      return replay?.readAt ?? Infinity;
    },
    put(sequence, payload, facts) {
      if (disk?.append(payload, facts) === true) return true;
      memory.log.append(payload, facts);
      memory.sequences.push(sequence);
      return false;
    },
    readLive(isReady) {
      const source = live.find(({ log, onDisk }) =>
        log.unread.dueAt !== Infinity && isReady(log.unread, { onDisk })
      );
      const batch = source?.log.read(limits);
      if (source === undefined || batch === undefined) return undefined;
      const sequences = source.sequences.splice(0, batch.payloads.length);
      return { batch, sequences, replayed: false };
    },
    readReplayed() {
      const batch = replay?.read(limits);
      return batch === undefined ? undefined : { batch, sequences: [], replayed: true };
    },
    close() {
      for (const { log } of live) log.close();
      replay?.close();
    },
  };
}
