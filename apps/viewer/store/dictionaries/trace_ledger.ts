// Hot path: runs for every trace of every batch.
import type { SqlConnection } from "../database/sql_connection.ts";
import { BlockKind } from "../index/block.ts";
import type { BlockLedger } from "../index/block_ledger.ts";
import { type CallLinks, loadCallLinks } from "../write/call_links.ts";
import { durationNano } from "../index/stored_time.ts";
import { traceKey } from "../index/trace_key.ts";

const MAX_KNOWN = 4000;
/** A number has room for so many chunks a trace. */
export const MAX_CHUNKS = 2 ** 20;
const MAX_SERVICES = 100;

/** A row of the table of traces. */
export interface TraceState {
  readonly number: number;
  readonly id: string;
  readonly block: number;
  start: bigint;
  end: bigint;
  /** Whether a root span has been seen, and of the span that names the trace: when it started. */
  rooted: boolean;
  rootStart: bigint;
  name: number;
  route: number | undefined;
  source: number;
  spans: number;
  errors: number;
  /** Spans that have not ended. */
  open: number;
  chunks: number;
  /** Spans by source. */
  readonly sources: Map<number, number>;
  /** Services seen. */
  readonly services: Set<string>;
  isNew: boolean;
  /** Its spans by their ids, once more than one service is in it. */
  links: CallLinks | undefined;
}

/** Knows the traces that are written to, and writes what changed in them. */
export class TraceLedger {
  readonly #connection: SqlConnection;
  readonly #blocks: BlockLedger;
  /** In the order of their last use. */
  readonly #known = new Map<string, TraceState>();
  readonly #changed = new Set<TraceState>();

  constructor(connection: SqlConnection, blocks: BlockLedger) {
    this.#connection = connection;
    this.#blocks = blocks;
  }

  /** Returns the trace with an id; a new one where there is none. */
  find(id: string): TraceState {
    let trace = this.#known.get(id);
    if (trace === undefined) trace = this.#load(id) ?? this.#create(id);
    else this.#known.delete(id);
    this.#known.set(id, trace);
    this.#changed.add(trace);
    return trace;
  }

  /** Returns its spans by their ids, so that callers are found. */
  linksOf(trace: TraceState): CallLinks {
    return trace.links ??= loadCallLinks(this.#connection, trace);
  }

  /** Writes what changed. */
  flush(): void {
    for (const trace of this.#changed) this.#write(trace);
    this.#changed.clear();
    for (const id of this.#known.keys()) {
      if (this.#known.size <= MAX_KNOWN) break;
      this.#known.delete(id);
    }
  }

  #create(id: string): TraceState {
    const { block, number } = this.#blocks.add(BlockKind.TRACES);
    return {
      number,
      id,
      block: block.row.id,
      start: 2n ** 63n - 1n,
      end: 0n,
      rooted: false,
      rootStart: 2n ** 63n - 1n,
      name: 0,
      route: undefined,
      source: 0,
      spans: 0,
      errors: 0,
      open: 0,
      chunks: 0,
      sources: new Map(),
      services: new Set(),
      isNew: true,
      links: undefined,
    };
  }

  #load(id: string): TraceState | undefined {
    const statement = this.#connection.prepare(
      `SELECT no, block, start, end, rooted, root_start, name, route, source, spans, errors, open,
        chunks, services FROM traces WHERE key = ? AND id = ?`,
    );
    statement.setReadBigInts(true);
    const row = statement.get(traceKey(id), id) as
      | Record<string, bigint> & { readonly services: string; readonly route: bigint | null }
      | undefined;
    if (row === undefined) return undefined;
    const sources = new Map(JSON.parse(row.services) as [number, number][]);
    return {
      number: Number(row["no"]),
      id,
      block: Number(row["block"]),
      start: row["start"]!,
      end: row["end"]!,
      rooted: row["rooted"] === 1n,
      rootStart: row["root_start"]!,
      name: Number(row["name"]),
      route: row.route === null ? undefined : Number(row.route),
      source: Number(row["source"]),
      spans: Number(row["spans"]),
      errors: Number(row["errors"]),
      open: Number(row["open"]),
      chunks: Number(row["chunks"]),
      sources,
      services: new Set(this.#servicesOf([...sources.keys()])),
      isNew: false,
      links: undefined,
    };
  }

  #servicesOf(sources: readonly number[]): readonly string[] {
    return this.#connection.all<{ service: string }>(
      `SELECT DISTINCT r.service FROM sources s JOIN resources r ON r.id = s.resource
        WHERE s.id IN (SELECT value FROM json_each(?))`,
      JSON.stringify(sources),
    ).map(({ service }) => service);
  }

  #write(trace: TraceState): void {
    const values = [
      trace.start,
      trace.end,
      durationNano(trace.start, trace.end),
      +trace.rooted,
      trace.rootStart,
      trace.name,
      trace.route ?? null,
      trace.source,
      trace.spans,
      trace.errors,
      trace.open,
      trace.chunks,
      JSON.stringify([...trace.sources].slice(0, MAX_SERVICES)),
      trace.number,
    ] as const;
    if (trace.isNew) {
      this.#connection.run(
        `INSERT INTO traces (start, end, duration, rooted, root_start, name, route, source, spans,
          errors, open, chunks, services, no, key, id, block)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        ...values,
        traceKey(trace.id),
        trace.id,
        trace.block,
      );
      trace.isNew = false;
    } else {
      this.#connection.run(
        `UPDATE traces SET start = ?, end = ?, duration = ?, rooted = ?, root_start = ?, name = ?,
          route = ?, source = ?, spans = ?, errors = ?, open = ?, chunks = ?, services = ?
          WHERE no = ?`,
        ...values,
      );
    }
  }
}
