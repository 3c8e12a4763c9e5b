import type { SqlConnection } from "./sql_connection.ts";

const TABLES = [
  "traces",
  "chunks",
  "figures",
  "logs",
  "points",
  "series",
  "metrics",
  "postings",
  "block_sources",
  "blocks",
  "source_tokens",
  "sources",
  "resources",
  "scopes",
  "names",
  "runs",
];

/** Deletes everything but the counters of numbers, so that none is used twice. */
export function clearTables(connection: SqlConnection): void {
  for (const table of TABLES) connection.run(`DELETE FROM ${table}`);
  for (const table of ["log_words", "name_words"]) {
    connection.run(`INSERT INTO ${table} (${table}) VALUES ('delete-all')`);
  }
  connection.run("DELETE FROM counters WHERE name = 'dropped'");
}
