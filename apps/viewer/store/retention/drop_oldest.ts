import type { SqlConnection } from "../database/sql_connection.ts";
import { dropBlock, type DroppedBlock } from "./drop_block.ts";

/** A step drops down to this part of the limit, so that not every write has to drop. */
const LOW_WATER = 0.98;
const MAX_BLOCKS_A_STEP = 4;

/** How much is kept. */
export interface RetentionLimits {
  readonly maxBytes: number;
  /** Milliseconds. */
  readonly maxAge: number;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Returns how many bytes of the database are in use. */
export function usedBytes(connection: SqlConnection): number {
  const pragma = (name: string) => {
    return Number(Object.values(connection.get(`PRAGMA ${name}`) ?? {})[0] ?? 0);
  };
  return (pragma("page_count") - pragma("freelist_count")) * pragma("page_size");
}

/**
 * Drops the oldest blocks: those of too great an age, and of all as many as are too many. Pinned
 * runs are not dropped for their age, and for their size only when nothing else is left.
 *
 * @returns Whether something was dropped; a few blocks at most, so that nobody waits for long.
 */
export function dropOldest(connection: SqlConnection, limits: RetentionLimits): boolean {
  let dropped = 0;
  for (; dropped < MAX_BLOCKS_A_STEP; dropped++) {
    const limit = dropped === 0 ? limits.maxBytes : limits.maxBytes * LOW_WATER;
    const isTooLarge = usedBytes(connection) > limit;
    const block = oldest(connection, isTooLarge ? Infinity : limits.now - limits.maxAge);
    const chosen = block ?? (isTooLarge ? oldestPinned(connection) : undefined);
    if (chosen === undefined) break;
    const items = dropBlock(connection, chosen, { keepPinned: block !== undefined });
    countDropped(connection, items);
  }
  if (dropped === 0) return false;
  deleteUnused(connection);
  return true;
}

/** Counts items that were dropped. */
function countDropped(connection: SqlConnection, items: number): void {
  connection.run(
    "INSERT INTO counters VALUES ('dropped', ?1) ON CONFLICT DO UPDATE SET value = value + ?1",
    items,
  );
}

function oldest(connection: SqlConnection, before: number): DroppedBlock | undefined {
  return connection.get<DroppedBlock>(
    `SELECT id, kind, first, members, items FROM blocks WHERE pinned = 0 AND opened_at < ? ORDER BY id LIMIT 1`,
    before,
  );
}

function oldestPinned(connection: SqlConnection): DroppedBlock | undefined {
  return connection.get<DroppedBlock>(
    "SELECT id, kind, first, members, items FROM blocks ORDER BY id LIMIT 1",
  );
}

/** Deletes what no block refers to any more. */
function deleteUnused(connection: SqlConnection): void {
  connection.run(
    "DELETE FROM source_tokens WHERE source NOT IN (SELECT source FROM block_sources)",
  );
  connection.run("DELETE FROM sources WHERE id NOT IN (SELECT source FROM block_sources)");
  connection.run("DELETE FROM resources WHERE id NOT IN (SELECT resource FROM sources)");
  connection.run("DELETE FROM scopes WHERE id NOT IN (SELECT scope FROM sources)");
  connection.run("DELETE FROM metrics WHERE id NOT IN (SELECT metric FROM series)");
}
