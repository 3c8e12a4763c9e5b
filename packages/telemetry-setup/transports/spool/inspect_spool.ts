import { destinationIn } from "./segment/adopt_segment.ts";
import { scanSegment, type SegmentContents } from "./segment/scan_segment.ts";
import type { Signal } from "../transport.ts";
import { isSpoolFolder, listSpoolFiles, type SpoolFile } from "./spool_folder.ts";

/** What lies in a spool for one signal and destination. */
export interface SpooledRoute {
  readonly signal: Signal;
  /** Where it goes, in words; empty where that cannot be read any more. */
  readonly destination: string;
  readonly destinationDigest: string;
  /** Spans, log records or data points that are not delivered. */
  readonly itemCount: number;
  /** Of files. */
  readonly bytes: number;
  /** When the oldest of them was recorded, in milliseconds since the epoch. */
  readonly oldestTime: number | undefined;
  /** Items that are there but cannot be read. */
  readonly damagedItems: number;
}

/** What receivers refused. */
export interface QuarantinedRoute extends SpooledRoute {
  /** Items by what the receiver said. */
  readonly reasons: Readonly<Record<string, number>>;
}

/** What is in a spool. */
export interface SpoolInspection {
  /** Whether the folder is a spool. */
  readonly isSpool: boolean;
  /** Of all files. */
  readonly bytes: number;
  /** What waits to be sent. */
  readonly waiting: readonly SpooledRoute[];
  readonly quarantined: readonly QuarantinedRoute[];
  /** Files that cannot be read: not permitted, damaged disk, or on Windows in use. */
  readonly unreadableFiles: number;
}

/**
 * Looks into a spool, whoever uses it meanwhile; changes nothing. Reads one file after the other, at
 * some hundred megabytes a second.
 *
 * @param folder The folder; needs permission to be read.
 * @returns What is in it; nothing where it is no spool.
 */
export function inspectSpool(folder: string): SpoolInspection {
  const waiting = new Map<string, QuarantinedRoute>();
  const quarantined = new Map<string, QuarantinedRoute>();
  let [bytes, unreadableFiles] = [0, 0];
  const isSpool = isSpoolFolder(folder);
  for (const file of isSpool ? listSpoolFiles(folder) : []) {
    bytes += file.bytes;
    try {
      const contents = scanSegment(Deno.readFileSync(file.path));
      if (contents.entries.length === 0 && contents.lostItems === 0) continue;
      const routes = file.isQuarantine ? quarantined : waiting;
      const key = `${file.signal}-${file.destinationDigest}`;
      routes.set(key, add(routes.get(key), file, contents));
    } catch (error) {
      // Sent meanwhile, and removed.
      if (!(error instanceof Deno.errors.NotFound)) unreadableFiles++;
    }
  }
  return {
    isSpool,
    bytes,
    waiting: [...waiting.values()].map(({ reasons: _, ...route }) => route),
    quarantined: [...quarantined.values()],
    unreadableFiles,
  };
}

function add(
  known: QuarantinedRoute | undefined,
  { signal, destinationDigest, bytes }: SpoolFile,
  { key, entries, lostItems }: SegmentContents,
): QuarantinedRoute {
  let itemCount = known?.itemCount ?? 0;
  let oldestTime = known?.oldestTime;
  const reasons = { ...known?.reasons };
  for (const entry of entries) {
    itemCount += entry.itemCount;
    oldestTime = Math.min(oldestTime ?? Infinity, entry.time);
    const [, reason = ""] = entry.label.split("\n", 2);
    reasons[reason] = (reasons[reason] ?? 0) + entry.itemCount;
  }
  return {
    signal,
    destination: known?.destination || destinationIn(key),
    destinationDigest,
    itemCount,
    bytes: bytes + (known?.bytes ?? 0),
    oldestTime,
    damagedItems: lostItems + (known?.damagedItems ?? 0),
    reasons,
  };
}
