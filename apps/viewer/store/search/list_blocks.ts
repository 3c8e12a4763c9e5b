import type { SqlConnection } from "../database/sql_connection.ts";
import type { BlockKind } from "../index/block.ts";
import type { BoundedBlock } from "./walk_blocks.ts";

/** Which blocks. */
export interface BlockQuery {
  readonly kind: BlockKind;
  readonly order: "max_time" | "max_value";
  readonly from: bigint;
  readonly to: bigint;
  readonly minValue: number;
  readonly maxValue?: number | undefined;
  readonly withErrors?: boolean;
}

/** Returns the blocks that may have what is looked for, in the order of their bounds. */
export function listBlocks(
  connection: SqlConnection,
  { kind, order, from, to, minValue, maxValue = Number.MAX_SAFE_INTEGER, withErrors = false }:
    BlockQuery,
): readonly BoundedBlock[] {
  const errors = withErrors
    ? "AND EXISTS (SELECT 1 FROM block_sources WHERE block = blocks.id AND errors > 0)"
    : "";
  return connection.all<{ first: number; last: number; bound: string }>(
    `SELECT first, first + members - 1 AS last, CAST(${order} AS TEXT) AS bound FROM blocks
      WHERE kind = ? AND max_time >= ? AND min_time <= ? AND max_value >= ? AND min_value <= ?
        ${errors}
      ORDER BY ${order} DESC, first DESC`,
    kind,
    from,
    to,
    minValue,
    maxValue,
  ).map(({ bound, ...block }) => ({ ...block, bound: BigInt(bound) }));
}
