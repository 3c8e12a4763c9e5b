import type { SqlConnection } from "../database/sql_connection.ts";
import { BlockLedger } from "../index/block_ledger.ts";
import { NameDictionary } from "../dictionaries/name_dictionary.ts";
import { SeriesDictionary } from "../dictionaries/series_dictionary.ts";
import { SourceDictionary } from "../dictionaries/source_dictionary.ts";
import { TraceLedger } from "../dictionaries/trace_ledger.ts";

/** What writing remembers of the database; made anew where that may be wrong. */
export interface WriteState {
  readonly connection: SqlConnection;
  readonly blocks: BlockLedger;
  readonly traces: TraceLedger;
  readonly sources: SourceDictionary;
  readonly names: NameDictionary;
  readonly series: SeriesDictionary;
}

/** Remembers nothing yet. */
export function createWriteState(
  connection: SqlConnection,
  options: { readonly now: () => number; readonly maxOpen: number },
): WriteState {
  const blocks = new BlockLedger({ connection, ...options });
  return {
    connection,
    blocks,
    traces: new TraceLedger(connection, blocks),
    sources: new SourceDictionary(connection),
    names: new NameDictionary(connection),
    series: new SeriesDictionary(connection),
  };
}
