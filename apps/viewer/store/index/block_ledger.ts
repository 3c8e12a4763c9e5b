import type { SqlConnection } from "../database/sql_connection.ts";
import { Block, type BlockKind, type BlockRow } from "./block.ts";

const MAX_MEMBERS = 1024;
const MAX_BYTES = 2 * 1024 * 1024;
const MAX_TIME = 2n ** 63n - 1n;

const SELECT = `SELECT id, kind, first, members, writes, min_time AS minTime, max_time AS maxTime,
  min_value AS minValue, max_value AS maxValue, items, bytes, opened_at AS openedAt FROM blocks`;

/** How the ledger works. */
export interface BlockLedgerOptions {
  readonly connection: SqlConnection;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** A block takes no new members after so many milliseconds. */
  readonly maxOpen: number;
}

/** Knows which blocks are written to, and writes what changed in them. */
export class BlockLedger {
  readonly #options: BlockLedgerOptions;
  /** Touched since the last `flush`. */
  readonly #touched = new Map<number, Block>();
  readonly #current = new Map<BlockKind, BlockRow>();
  #nextId: number;

  constructor(options: BlockLedgerOptions) {
    this.#options = options;
    const { connection } = options;
    const next = connection.get<{ id: number }>(
      "SELECT value AS id FROM counters WHERE name = 'next_block'",
    );
    this.#nextId = next?.id ?? 1;
  }

  /** Returns the block that takes a new member, and the number of that member. */
  add(kind: BlockKind): { readonly block: Block; readonly number: number } {
    const current = this.#currentOf(kind);
    const row = current === undefined || this.#isFull(current)
      ? this.#open(kind, current)
      : current;
    return { block: this.#touch(row), number: row.first + row.members++ };
  }

  /** Returns a block that is there, for one more item of one of its members. */
  find(id: number): Block {
    const touched = this.#touched.get(id);
    if (touched !== undefined) return touched;
    for (const row of this.#current.values()) if (row.id === id) return this.#touch(row);
    const row = this.#read(`${SELECT} WHERE id = ?`, id);
    if (row === undefined) throw new Error("Cannot write to a block: it is not there");
    return this.#touch(row);
  }

  /** Writes what changed. */
  flush(): void {
    const { connection } = this.#options;
    for (const block of this.#touched.values()) this.#write(block, connection);
    if (this.#touched.size > 0) {
      connection.run(
        "INSERT INTO counters VALUES ('next_block', ?1) ON CONFLICT DO UPDATE SET value = ?1",
        this.#nextId,
      );
    }
    this.#touched.clear();
  }

  #currentOf(kind: BlockKind): BlockRow | undefined {
    const known = this.#current.get(kind);
    if (known !== undefined) return known;
    const row = this.#read(`${SELECT} WHERE kind = ? ORDER BY first DESC LIMIT 1`, kind);
    if (row !== undefined) this.#current.set(kind, row);
    return row;
  }

  #isFull({ members, bytes, openedAt }: BlockRow): boolean {
    const { now, maxOpen } = this.#options;
    return members >= MAX_MEMBERS || bytes >= MAX_BYTES || now() - openedAt >= maxOpen;
  }

  #open(kind: BlockKind, before: BlockRow | undefined): BlockRow {
    const counter = `next_${kind}`;
    const { connection, now } = this.#options;
    // Numbers are never used twice, not even when all blocks are gone.
    const next = connection.get<{ value: number }>(
      "SELECT value FROM counters WHERE name = ?",
      counter,
    );
    const first = before === undefined ? next?.value ?? 1 : before.first + before.members;
    const row: BlockRow = {
      id: this.#nextId++,
      kind,
      first,
      openedAt: now(),
      members: 0,
      writes: 0,
      minTime: MAX_TIME,
      maxTime: 0n,
      minValue: Number.MAX_SAFE_INTEGER,
      maxValue: 0,
      items: 0,
      bytes: 0,
    };
    this.#current.set(kind, row);
    this.#touched.set(row.id, new Block(row, { isNew: true }));
    return row;
  }

  #touch(row: BlockRow): Block {
    let block = this.#touched.get(row.id);
    if (block === undefined) {
      block = new Block(row, { isNew: false });
      this.#touched.set(row.id, block);
    }
    return block;
  }

  #read(sql: string, value: number): BlockRow | undefined {
    const statement = this.#options.connection.prepare(sql);
    statement.setReadBigInts(true);
    const row = statement.get(value) as unknown as Record<keyof BlockRow, bigint> | undefined;
    return row && {
      id: Number(row.id),
      kind: Number(row.kind) as BlockKind,
      first: Number(row.first),
      openedAt: Number(row.openedAt),
      members: Number(row.members),
      writes: Number(row.writes),
      minTime: row.minTime,
      maxTime: row.maxTime,
      minValue: Number(row.minValue),
      maxValue: Number(row.maxValue),
      items: Number(row.items),
      bytes: Number(row.bytes),
    };
  }

  #write({ row, isNew, ...changed }: Block, connection: SqlConnection): void {
    const { id, writes } = row;
    if (isNew) {
      connection.run(
        "INSERT INTO blocks VALUES (?, ?, ?, 0, 0, 0, 0, 0, 0, 0, 0, ?, 0)",
        id,
        row.kind,
        row.first,
        row.openedAt,
      );
    }
    row.writes++;
    connection.run(
      `UPDATE blocks SET members = ?, writes = ?, min_time = ?, max_time = ?, min_value = ?, max_value = ?,
        items = ?, bytes = ?, pinned = 0 WHERE id = ?`,
      row.members,
      row.writes,
      row.minTime,
      row.maxTime,
      row.minValue,
      row.maxValue,
      row.items,
      row.bytes,
      id,
    );
    connection.run(
      `INSERT INTO counters VALUES (?1, ?2)
        ON CONFLICT DO UPDATE SET value = max(value, ?2)`,
      `next_${row.kind}`,
      row.first + row.members,
    );
    const source = connection.prepare(
      `INSERT INTO block_sources VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO UPDATE SET
        items = items + ?3, errors = errors + ?4, min_time = min(min_time, ?5),
        max_time = max(max_time, ?6)`,
    );
    for (const [number, { items, errors, minTime, maxTime }] of changed.sources) {
      source.run(id, number, items, errors, minTime, maxTime);
    }
    const posting = connection.prepare("INSERT INTO postings VALUES (?, ?, ?, ?)");
    for (const [token, list] of changed.postings) {
      posting.run(id, token, writes, `[${list.join()}]`);
    }
    const figure = connection.prepare(
      `INSERT INTO figures VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET count = count + excluded.count`,
    );
    for (const [columns, count] of changed.figures) {
      const [slot = 0, of = 0, caller = 0, kind = 0, route = 0, error = 0, bucket = 0] = columns
        .split(",").map(Number);
      figure.run(id, slot, of, caller, kind, route, error, bucket, count);
    }
  }
}
