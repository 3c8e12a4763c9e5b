import { describeFileError } from "../describe_file_error.ts";
import type { PayloadLog } from "../queue/payload_log.ts";
import { dropOldest } from "./drop_oldest.ts";
import { findOldestTime } from "./find_oldest_time.ts";
import { FolderLock } from "./folder_lock.ts";
import { Quarantine } from "./quarantine.ts";
import { removeFile } from "./remove_file.ts";
import { RoomKeeper } from "./room_keeper.ts";
import { adoptSegment } from "./segment/adopt_segment.ts";
import { createSegment } from "./segment/create_segment.ts";
import type { Segment, Taken } from "./segment/segment.ts";
import type { Spool, SpoolFigures, SpoolKey, SpoolListener } from "./spool.ts";
import {
  isSpoolFolder,
  listSpoolFiles,
  MARKER,
  prepareSpoolFolder,
  type SpoolFile,
} from "./spool_folder.ts";
import { type LogLoss, SpoolLog, TOO_OLD } from "./spool_log.ts";

/** What a {@linkcode FolderSpool} goes by. */
export interface FolderSpoolOptions {
  readonly folder: string;
  readonly maxBytes: number;
  readonly maxAgeMillis: number;
  readonly listener: SpoolListener;
  /** In milliseconds since the epoch. */
  readonly now: () => number;
}

const MAX_SEGMENT_BYTES = 4 * 1024 * 1024;
/** Of the limit: what is dropped at once should not be much of it. */
const SEGMENT_SHARE = 1 / 16;
/** How often the folder is looked after. */
const ROUND_MILLIS = 1000;
/** How long nothing is written after that failed. */
const PAUSE_MILLIS = 1000;

/** A spool in a folder that was prepared for it. */
export class FolderSpool implements Spool {
  readonly #options: FolderSpoolOptions;
  readonly #logs = new Set<SpoolLog>();
  readonly #room: RoomKeeper;
  readonly #quarantine: Quarantine;
  readonly #segmentBytes: number;
  readonly #unreadable = new Set<string>();
  readonly #told = new Set<string>();
  #lookedAfterAt = -Infinity;
  #pausedAt = -Infinity;

  constructor(options: FolderSpoolOptions) {
    const { folder, maxBytes, now } = options;
    this.#options = options;
    this.#segmentBytes = Math.min(MAX_SEGMENT_BYTES, Math.ceil(maxBytes * SEGMENT_SHARE));
    this.#quarantine = new Quarantine({ folder, now, segmentBytes: this.#segmentBytes });
    const lock = new FolderLock(`${folder}/${MARKER}`);
    this.#room = new RoomKeeper({
      alone: (action) => lock.hold(action),
      measure: () => sumBytes(this.#files()),
      drop: (bytes) => this.#dropOldest(bytes),
    }, maxBytes);
  }

  open(key: SpoolKey): PayloadLog {
    return this.#add(key, undefined);
  }

  adopt(key: SpoolKey): PayloadLog | undefined {
    this.#lookAfter();
    for (const file of this.#orphans()) {
      const { signal, destinationDigest, isQuarantine } = file;
      if (isQuarantine || signal !== key.signal) continue;
      if (destinationDigest !== key.destinationDigest) continue;
      const log = this.#takeOver(file);
      if (log !== undefined) return log;
    }
    return undefined;
  }

  /** Takes over whatever is left, for whom and why ever; the oldest first. */
  *adoptAll(): Iterable<{ readonly log: SpoolLog; readonly isQuarantine: boolean }> {
    for (const file of this.#orphans()) {
      const log = this.#takeOver(file);
      if (log !== undefined) yield { log, isQuarantine: file.isQuarantine };
    }
  }

  figures(): SpoolFigures {
    this.#lookAfter();
    const files = this.#files();
    const own = this.#segments().map(({ segment }) => segment);
    const oldestTime = findOldestTime(files, own);
    return {
      bytes: sumBytes(files),
      oldestAgeMillis: oldestTime === Infinity ? 0 : Math.max(0, this.#options.now() - oldestTime),
      quarantinedBytes: sumBytes(files.filter(({ isQuarantine }) => isQuarantine)),
    };
  }

  close(): void {
    for (const log of [...this.#logs]) log.close();
  }

  #add(key: SpoolKey, adopted: Segment | undefined): SpoolLog {
    const { now, maxAgeMillis } = this.#options;
    const log = new SpoolLog(key, {
      segmentBytes: this.#segmentBytes,
      now,
      expiryTime: () => now() - maxAgeMillis,
      lookAfter: () => this.#lookAfter(),
      write: (bytes, write) => this.#write(bytes, write),
      createSegment: () => createSegment(key, { folder: this.#options.folder, now: now() }),
      onUnreadable: ({ name }, error) => this.#onUnreadable(name.file, error),
      onDropped: (loss) => this.#onDropped(key, loss),
      quarantine: (taken, reason) => this.#toQuarantine(key, taken, reason),
      onClosed: () => this.#logs.delete(log),
    }, adopted);
    this.#logs.add(log);
    return log;
  }

  #toQuarantine(key: SpoolKey, taken: Taken, reason: string): boolean {
    const bytes = taken.payloads.reduce((sum, { length }) => sum + length, 0);
    return this.#write(bytes, () => this.#quarantine.add(key, taken, reason));
  }

  #takeOver(file: SpoolFile): SpoolLog | undefined {
    try {
      const adopted = adoptSegment(file, file.path);
      return adopted && this.#add(adopted.key, adopted.segment);
    } catch (error) {
      this.#onUnreadable(file.file, error);
      return undefined;
    }
  }

  #write(bytes: number, write: () => void): boolean {
    this.#lookAfter();
    if (Math.abs(this.#options.now() - this.#pausedAt) < PAUSE_MILLIS) return false;
    try {
      return this.#room.write(bytes, write);
    } catch (error) {
      this.#onWriteFailed(error);
      return false;
    }
  }

  /** Sees, about once a second, to what nobody tells: files that are gone, too old or too many. */
  #lookAfter(): void {
    const { now, maxAgeMillis } = this.#options;
    const time = now();
    // A clock that was put back goes on at once.
    if (Math.abs(time - this.#lookedAfterAt) < ROUND_MILLIS) return;
    this.#lookedAfterAt = time;
    this.#restore();
    for (const log of this.#logs) log.expire(time - maxAgeMillis);
    for (const file of this.#orphans()) {
      if (file.changedAt < time - maxAgeMillis) this.#remove(file, TOO_OLD);
    }
    this.#room.check();
  }

  #restore(): void {
    const { folder } = this.#options;
    const missing = this.#segments().filter(({ segment }) => !segment.file.isInPlace());
    if (missing.length === 0 && isSpoolFolder(folder)) return;
    const reason = prepareSpoolFolder(folder);
    if (reason !== undefined) return this.#onWriteFailed(reason);
    for (const { segment } of missing) {
      try {
        segment.file.restore();
      } catch (error) {
        this.#onWriteFailed(error);
      }
    }
    this.#tell(`Made ${folder} again: somebody had removed files in it that are in use`);
  }

  #dropOldest(bytes: number): number {
    const reason = "no room on disk";
    return dropOldest(bytes, [
      ...this.#segments().map(({ log, segment }) => ({
        time: segment.oldestTime,
        drop: () => {
          const { size } = segment.file;
          return !segment.isSettled && log.discard(segment, reason) ? size : 0;
        },
      })),
      ...this.#orphans().map((file) => ({
        time: file.createdAt,
        drop: () => this.#remove(file, reason) ? file.bytes : 0,
      })),
    ]);
  }

  #remove(file: SpoolFile, reason: string): boolean {
    const removed = removeFile(file);
    // What is in quarantine was told when it was refused.
    if (removed !== undefined && removed.itemCount > 0 && !file.isQuarantine) {
      this.#onDropped(file, { itemCount: removed.itemCount, reason, replayed: true });
    }
    return removed !== undefined;
  }

  #files(): SpoolFile[] {
    return listSpoolFiles(this.#options.folder);
  }

  /** Files that are not ours, whether their processes are still there or not. */
  #orphans(): SpoolFile[] {
    const own = new Set(this.#segments().map(({ segment }) => segment.name.file));
    return this.#files().filter(({ file }) => !own.has(file) && !this.#unreadable.has(file));
  }

  #segments(): { readonly log: SpoolLog; readonly segment: Segment }[] {
    return [...this.#logs].flatMap((log) => log.segments.map((segment) => ({ log, segment })));
  }

  #onWriteFailed(error: unknown): void {
    const { folder, now } = this.#options;
    this.#pausedAt = now();
    const reason = typeof error === "string" ? error : describeFileError(error);
    this.#tell(`Cannot write telemetry to ${folder}: ${reason}; it is kept in memory meanwhile`);
  }

  #onUnreadable(file: string, error: unknown): void {
    this.#unreadable.add(file);
    const { folder } = this.#options;
    this.#tell(`Cannot read telemetry in ${folder}: ${describeFileError(error)}; it stays there`);
  }

  #onDropped({ signal }: Pick<SpoolKey, "signal">, loss: LogLoss): void {
    this.#options.listener.onDropped({ signal, ...loss });
  }

  #tell(message: string): void {
    if (this.#told.has(message)) return;
    this.#told.add(message);
    this.#options.listener.onProblem(message);
  }
}

function sumBytes(files: readonly SpoolFile[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}
