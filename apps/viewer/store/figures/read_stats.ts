import type { StoreStats } from "../../contract/mod.ts";
import type { SqlConnection } from "../database/sql_connection.ts";
import { usedBytes } from "../retention/drop_oldest.ts";

/** Reads how much is stored. */
export function readStats(connection: SqlConnection): StoreStats {
  const stats = connection.get<Omit<StoreStats, "bytes" | "dropped">>(
    `SELECT coalesce(sum(iif(kind = 1, items, 0)), 0) AS spans,
      coalesce(sum(iif(kind = 2, items, 0)), 0) AS logs,
      coalesce(sum(iif(kind = 3, items, 0)), 0) AS metricPoints,
      coalesce(sum(iif(kind <> 1, 0, iif(pinned = 0, members, (SELECT count(*) FROM traces
        WHERE no BETWEEN first AND first + members - 1)))), 0) AS traces FROM blocks`,
  )!;
  const { dropped } = connection.get<{ dropped: number }>(
    "SELECT coalesce(max(value), 0) AS dropped FROM counters WHERE name = 'dropped'",
  )!;
  return { ...stats, bytes: usedBytes(connection), dropped };
}
