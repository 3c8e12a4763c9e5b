import type { SpoolKey } from "../spool.ts";
import { scanSegment } from "./scan_segment.ts";
import { Segment } from "./segment.ts";
import { SegmentFile } from "./segment_file.ts";
import type { SegmentName } from "./segment_name.ts";

/** What another process left. */
export interface AdoptedSegment {
  readonly key: SpoolKey;
  readonly segment: Segment;
}

/**
 * Takes over a segment whose process has ended. One in which nothing is left is removed.
 *
 * @returns `undefined` where the process is still there, or nothing is left.
 * @throws {Error} If the file cannot be read.
 */
export function adoptSegment(name: SegmentName, path: string): AdoptedSegment | undefined {
  const file = SegmentFile.takeOver(path);
  if (file === undefined) return undefined;
  try {
    const contents = scanSegment(file.read(0, file.size));
    if (contents.entries.length === 0 && contents.lostItems === 0) {
      file.remove();
      return undefined;
    }
    // What the process did not finish writing.
    if (contents.end < file.size) file.truncate(contents.end);
    const { signal, destinationDigest } = name;
    const destination = destinationIn(contents.key);
    return {
      key: { signal, destinationDigest, destination },
      segment: new Segment({ name, file, contents }),
    };
  } catch (error) {
    file.release();
    throw error;
  }
}

/** Where the payloads go, in words; empty where that cannot be read any more. */
export function destinationIn(key: string | undefined): string {
  try {
    const { destination } = JSON.parse(key ?? "{}");
    return typeof destination === "string" ? destination : "";
  } catch {
    return "";
  }
}
