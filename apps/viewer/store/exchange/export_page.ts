import type { ExportSelection } from "../../contract/mod.ts";
import type { SqlConnection } from "../database/sql_connection.ts";
import { SourceReader } from "../items/source_reader.ts";
import { encodeLine, type ExportedItem, type ExportedSignal } from "./encode_line.ts";
import { selectItems } from "./select_items.ts";

const SIGNALS: readonly ExportedSignal[] = ["traces", "logs", "metrics"];
/** A line has at most so many items. */
const MAX_ITEMS = 256;
/** A page ends after so many UTF-16 units. */
const PAGE_LENGTH = 512 * 1024;

/** Where an export goes on. */
export interface ExportCursor {
  readonly signal: ExportedSignal;
  /** The row that comes next, and how many of its items were there already. */
  readonly row: number;
  readonly skipped: number;
}

/** A part of an export. */
export interface ExportPage {
  readonly lines: string;
  /** Absent where nothing follows. */
  readonly cursor?: ExportCursor;
}

/**
 * Exports a part of what is stored. A line has what follows each other from one source: so what is
 * imported from an export is exported as the same lines again.
 */
export function exportPage(
  connection: SqlConnection,
  selection: ExportSelection,
  start: ExportCursor = { signal: "traces", row: 0, skipped: 0 },
): ExportPage {
  const sources = new SourceReader(connection);
  let lines = "";
  for (const signal of SIGNALS.slice(SIGNALS.indexOf(start.signal))) {
    const from = signal === start.signal ? start : { signal, row: 0, skipped: 0 };
    let items: ExportedItem[] = [];
    const flush = () => {
      if (items.length > 0) lines += encodeLine(sources.get(items[0]!.source), items);
      items = [];
    };
    for (const item of selectItems(connection, { signal, selection, from })) {
      if (items.length === MAX_ITEMS || (items[0] && items[0].source !== item.source)) flush();
      if (items.length === 0 && lines.length >= PAGE_LENGTH) {
        return { lines, cursor: { signal, row: item.row, skipped: item.index } };
      }
      items.push(item);
    }
    flush();
  }
  return { lines };
}
