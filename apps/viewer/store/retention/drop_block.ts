import type { SqlConnection } from "../database/sql_connection.ts";
import { BlockKind } from "../index/block.ts";
import { MAX_CHUNKS } from "../dictionaries/trace_ledger.ts";

/** A block that is to be dropped. */
export interface DroppedBlock {
  readonly id: number;
  readonly kind: BlockKind;
  readonly first: number;
  readonly members: number;
  readonly items: number;
}

const PINNED_SOURCES = `SELECT s.id FROM sources s JOIN resources r ON r.id = s.resource
  JOIN runs ON runs.id = r.run AND runs.pinned = 1`;

/**
 * Deletes a block with everything in it. With `keepPinned`, what belongs to pinned runs stays.
 *
 * @returns How many items were deleted.
 */
export function dropBlock(
  connection: SqlConnection,
  block: DroppedBlock,
  options: { readonly keepPinned: boolean },
): number {
  const hasPinned = options.keepPinned && connection.get(
        `SELECT 1 FROM block_sources WHERE block = ? AND source IN (${PINNED_SOURCES})`,
        block.id,
      ) !== undefined;
  if (hasPinned) return keepPinned(connection, block);
  const last = block.first + block.members - 1;
  if (block.kind === BlockKind.TRACES) {
    connection.run(
      "DELETE FROM chunks WHERE id BETWEEN ? AND ?",
      block.first * MAX_CHUNKS,
      last * MAX_CHUNKS + MAX_CHUNKS - 1,
    );
    connection.run("DELETE FROM traces WHERE no BETWEEN ? AND ?", block.first, last);
  } else if (block.kind === BlockKind.LOGS) {
    connection.run("DELETE FROM logs WHERE id BETWEEN ? AND ?", block.first, last);
    connection.run("DELETE FROM log_words WHERE rowid BETWEEN ? AND ?", block.first, last);
  } else {
    connection.run("DELETE FROM points WHERE id BETWEEN ? AND ?", block.first, last);
  }
  for (const table of ["postings", "figures", "block_sources"]) {
    connection.run(`DELETE FROM ${table} WHERE block = ?`, block.id);
  }
  dropNames(connection, block.id);
  connection.run("DELETE FROM blocks WHERE id = ?", block.id);
  return block.items;
}

/** Deletes names and series of which a block was the last that has them. */
function dropNames(connection: SqlConnection, block: number): void {
  // Blocks before this one, whose pinned runs were kept, may have them, too.
  const { heir } = connection.get<{ heir: number | null }>(
    "SELECT max(id) AS heir FROM blocks WHERE id < ?",
    block,
  )!;
  if (heir !== null) {
    connection.run("UPDATE names SET block = ? WHERE block = ?", heir, block);
    connection.run("UPDATE series SET block = ? WHERE block = ?", heir, block);
    return;
  }
  connection.run(
    "DELETE FROM name_words WHERE rowid IN (SELECT id FROM names WHERE block = ?)",
    block,
  );
  connection.run("DELETE FROM names WHERE block = ?", block);
  connection.run("DELETE FROM series WHERE block = ?", block);
}

/** Deletes all but what belongs to pinned runs; a trace belongs to a run if one of its spans does. */
function keepPinned(connection: SqlConnection, block: DroppedBlock): number {
  const last = block.first + block.members - 1;
  if (block.kind === BlockKind.TRACES) {
    connection.run(
      `DELETE FROM traces WHERE no BETWEEN ? AND ? AND NOT EXISTS (
        SELECT 1 FROM chunks c WHERE c.id BETWEEN no * ${MAX_CHUNKS} AND no * ${MAX_CHUNKS} + ${
        MAX_CHUNKS - 1
      } AND c.source IN (${PINNED_SOURCES}))`,
      block.first,
      last,
    );
    connection.run(
      `DELETE FROM chunks WHERE id BETWEEN ? AND ? AND NOT EXISTS (
        SELECT 1 FROM traces WHERE no = chunks.id / ${MAX_CHUNKS})`,
      block.first * MAX_CHUNKS,
      last * MAX_CHUNKS + MAX_CHUNKS - 1,
    );
    recount(
      connection,
      block.id,
      `SELECT source, sum(spans) AS items FROM chunks
        WHERE id BETWEEN ${block.first * MAX_CHUNKS} AND ${last * MAX_CHUNKS + MAX_CHUNKS - 1}
        GROUP BY source`,
    );
  } else if (block.kind === BlockKind.LOGS) {
    const dropped = `SELECT id FROM logs WHERE id BETWEEN ${block.first} AND ${last}
      AND source NOT IN (${PINNED_SOURCES})`;
    connection.run(`DELETE FROM log_words WHERE rowid IN (${dropped})`);
    connection.run(`DELETE FROM logs WHERE id IN (${dropped})`);
  } else {
    connection.run(
      `DELETE FROM points WHERE id BETWEEN ? AND ? AND series IN (
        SELECT id FROM series WHERE source NOT IN (${PINNED_SOURCES}))`,
      block.first,
      last,
    );
  }
  if (block.kind !== BlockKind.TRACES) {
    recount(connection, block.id, `SELECT id AS source, NULL AS items FROM (${PINNED_SOURCES})`);
  }
  const left = connection.get<{ items: number }>(
    "SELECT coalesce(sum(items), 0) AS items FROM block_sources WHERE block = ?",
    block.id,
  );
  const items = left?.items ?? 0;
  connection.run("UPDATE blocks SET items = ?, pinned = 1 WHERE id = ?", items, block.id);
  return block.items - items;
}

/** Leaves only the sources that `left` returns, with as many items; NULL: as many as before. */
function recount(connection: SqlConnection, block: number, left: string): void {
  connection.run(
    `DELETE FROM block_sources WHERE block = ? AND source NOT IN (SELECT source FROM (${left}))`,
    block,
  );
  connection.run(
    `UPDATE block_sources SET items = coalesce(l.items, block_sources.items)
      FROM (${left}) l WHERE block = ? AND block_sources.source = l.source`,
    block,
  );
  connection.run(
    `DELETE FROM figures WHERE block = ? AND source NOT IN (SELECT source FROM (${left}))`,
    block,
  );
}
