import { describeFileError } from "../describe_file_error.ts";
import { parseSegmentName, type SegmentName } from "./segment/segment_name.ts";

/** A file of a spool. */
export interface SpoolFile extends SegmentName {
  readonly path: string;
  readonly bytes: number;
  /** When it was written last, in milliseconds since the epoch. */
  readonly changedAt: number;
}

/** The file by which a folder is known to be a spool, and of which form; who writes locks it. */
export const MARKER = ".otel-deno-spool-1";

const PROBE = ".probe-";

const MARKER_TEXT =
  `Telemetry that is not delivered yet. Each file belongs to the process that has it
locked; whoever finds it without a lock may send what is in it, or remove it.
`;

/**
 * Sees to it that there is a folder for a spool; makes it, and those it is in, where there is none.
 *
 * @returns Why there is none, or `undefined`.
 */
export function prepareSpoolFolder(folder: string): string | undefined {
  for (const name of ["read", "write"] as const) {
    if (Deno.permissions.querySync({ name, path: folder }).state !== "granted") {
      return `not permitted; add --allow-read=${folder} --allow-write=${folder}`;
    }
  }
  try {
    Deno.mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (hasMarker(folder)) return whyNotWritable(folder);
    for (const { name } of Deno.readDirSync(folder)) {
      if (!isOurs(name)) return "it is not empty, and no spool";
    }
    restrict(folder);
    Deno.writeTextFileSync(markerOf(folder), MARKER_TEXT, { mode: 0o600 });
    return whyNotWritable(folder);
  } catch (error) {
    return describeFileError(error);
  }
}

/** Whether the folder is one that {@linkcode prepareSpoolFolder} made. */
export function isSpoolFolder(folder: string): boolean {
  try {
    return hasMarker(folder);
  } catch {
    return false;
  }
}

/**
 * The files in a spool, the oldest first. None where there is no such folder.
 */
export function listSpoolFiles(folder: string): SpoolFile[] {
  const files: SpoolFile[] = [];
  try {
    for (const { name: file, isFile } of Deno.readDirSync(folder)) {
      const name = isFile ? parseSegmentName(file) : undefined;
      const path = `${folder}/${file}`;
      const found = name === undefined ? undefined : statFile(path);
      if (name === undefined || found === undefined) continue;
      const changedAt = found.mtime?.getTime() ?? name.createdAt;
      files.push({ ...name, path, bytes: found.size, changedAt });
    }
  } catch {
    // Whoever writes into it says what is wrong.
  }
  return files.sort((a, b) => a.createdAt - b.createdAt || (a.file < b.file ? -1 : 1));
}

/** Of two processes that begin at once, one may have come further. */
function isOurs(name: string): boolean {
  return name === MARKER || name.startsWith(PROBE) || parseSegmentName(name) !== undefined;
}

function hasMarker(folder: string): boolean {
  return statFile(markerOf(folder)) !== undefined;
}

function markerOf(folder: string): string {
  return `${folder}/${MARKER}`;
}

/** Files come and go while they are looked at. */
function statFile(path: string): Deno.FileInfo | undefined {
  try {
    return Deno.statSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

function restrict(folder: string): void {
  try {
    Deno.chmodSync(folder, 0o700);
  } catch {
    // It belongs to somebody else, as mounted ones do, or is on Windows. The files are restricted.
  }
}

/** Locks are what keeps processes apart, and not all file systems have them. */
function whyNotWritable(folder: string): string | undefined {
  const path = `${folder}/${PROBE}${crypto.randomUUID()}`;
  try {
    using file = Deno.openSync(path, { write: true, createNew: true, mode: 0o600 });
    const isLocked = file.tryLockSync(true);
    Deno.removeSync(path);
    return isLocked ? undefined : "files in it cannot be locked";
  } catch (error) {
    return describeFileError(error);
  }
}
