import { scanSegment } from "./segment/scan_segment.ts";
import { SegmentFile } from "./segment/segment_file.ts";

/**
 * Removes a file of a spool that nobody has in use.
 *
 * @returns How many items go with it, or `undefined` where it stays: it is in use, or cannot be read.
 */
export function removeFile(
  { path }: { readonly path: string },
): { readonly itemCount: number } | undefined {
  try {
    const file = SegmentFile.takeOver(path);
    if (file === undefined) return undefined;
    const { entries, lostItems } = scanSegment(file.read(0, file.size));
    file.remove();
    return { itemCount: entries.reduce((sum, entry) => sum + entry.itemCount, lostItems) };
  } catch {
    return undefined;
  }
}
