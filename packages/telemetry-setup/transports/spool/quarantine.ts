import { adoptSegment } from "./segment/adopt_segment.ts";
import { createSegment } from "./segment/create_segment.ts";
import type { Segment, Taken } from "./segment/segment.ts";
import type { SegmentName } from "./segment/segment_name.ts";
import type { SpoolKey } from "./spool.ts";

/** Where refused payloads are put, and how much of them into one file. */
export interface QuarantineOptions {
  readonly folder: string;
  readonly segmentBytes: number;
  /** In milliseconds since the epoch. */
  readonly now: () => number;
}

const LONGEST_REASON = 500;

/**
 * Keeps what receivers refuse, for somebody to look at, to send again or to remove. Files are locked
 * only while something is added, so that others can do that at any time.
 */
export class Quarantine {
  readonly #options: QuarantineOptions;
  /** The file in use for each route. */
  readonly #names = new Map<string, SegmentName>();

  constructor(options: QuarantineOptions) {
    this.#options = options;
  }

  /**
   * Keeps payloads.
   *
   * @throws {Error} If they cannot be written.
   */
  add(key: SpoolKey, { entries, payloads }: Taken, reason: string): void {
    const { folder, now } = this.#options;
    const segment = this.#reopen(key) ??
      createSegment(key, { folder, now: now(), isQuarantine: true });
    try {
      const [contentType] = entries[0]!.label.split("\n", 1);
      // Behind the one line feed.
      const label = `${contentType}\n${reason.replace(/\s+/g, " ").slice(0, LONGEST_REASON)}`;
      entries.forEach(({ itemCount, time }, index) => {
        segment.append(payloads[index]!, { itemCount, time, contentType: label, dueAt: 0 });
      });
      this.#names.set(toText(key), segment.name);
    } finally {
      segment.file.release();
    }
  }

  /** The file in use, where it has room and nobody else has it. */
  #reopen(key: SpoolKey): Segment | undefined {
    const { folder, segmentBytes } = this.#options;
    const name = this.#names.get(toText(key));
    if (name === undefined) return undefined;
    const segment = adoptSegment(name, `${folder}/${name.file}`)?.segment;
    if (segment === undefined || segment.file.size < segmentBytes) return segment;
    segment.file.release();
    return undefined;
  }
}

function toText({ signal, destinationDigest }: SpoolKey): string {
  return `${signal}-${destinationDigest}`;
}
