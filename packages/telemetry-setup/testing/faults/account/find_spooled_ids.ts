import { IdCounts } from "./id_counts.ts";

/** What is on disk. */
export interface SpooledIds {
  /** In any file, also such as were delivered and are not overwritten yet. */
  readonly all: IdCounts;
  /** In files that keep what was refused. */
  readonly quarantined: IdCounts;
  /** Files, the marker of the folder not counted. */
  readonly segments: number;
  readonly bytes: number;
}

/** Looks for ids in the files of a spool, whatever else is in them; nothing is decoded. */
export function findSpooledIds(folder: string | undefined): SpooledIds {
  const found = { all: new IdCounts(), quarantined: new IdCounts(), segments: 0, bytes: 0 };
  if (folder === undefined) return found;
  for (const name of namesIn(folder)) {
    let bytes: Uint8Array;
    try {
      bytes = Deno.readFileSync(`${folder}/${name}`);
    } catch (error) {
      // Delivered meanwhile.
      if (error instanceof Deno.errors.NotFound) continue;
      throw error;
    }
    const text = new TextDecoder("latin1").decode(bytes);
    found.all.addFrom(text);
    if (name.includes("quarantine")) found.quarantined.addFrom(text);
    if (name.includes("segment")) found.segments++;
    found.bytes += bytes.length;
  }
  return found;
}

function namesIn(folder: string): readonly string[] {
  try {
    return [...Deno.readDirSync(folder)].filter(({ isFile }) => isFile).map(({ name }) => name);
  } catch (error) {
    // Nothing is kept where there is no folder.
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) {
      return [];
    }
    throw error;
  }
}
