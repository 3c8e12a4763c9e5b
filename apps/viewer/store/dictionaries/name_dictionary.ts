// Hot path: runs for every span.
import type { SqlConnection } from "../database/sql_connection.ts";

const MAX_KNOWN = 10_000;

/** Numbers the names of spans and routes, and keeps their words searchable. */
export class NameDictionary {
  readonly #connection: SqlConnection;
  readonly #known = new Map<string, { readonly id: number; block: number }>();

  constructor(connection: SqlConnection) {
    this.#connection = connection;
  }

  /** Returns the number of a name that is used in a block. */
  numberOf(name: string, block: number): number {
    const known = this.#known.get(name) ?? this.#load(name, block);
    if (known.block < block) {
      this.#connection.run("UPDATE names SET block = ? WHERE id = ?", block, known.id);
      known.block = block;
    }
    return known.id;
  }

  #load(name: string, block: number): { readonly id: number; block: number } {
    const connection = this.#connection;
    let row = connection.get<{ id: number; block: number }>(
      "SELECT id, block FROM names WHERE name = ?",
      name,
    );
    if (row === undefined) {
      const id = connection.run("INSERT INTO names (name, block) VALUES (?, ?)", name, block);
      connection.run("INSERT INTO name_words (rowid, name) VALUES (?, ?)", id, name);
      row = { id, block };
    }
    if (this.#known.size >= MAX_KNOWN) this.#known.clear();
    const known = { ...row };
    this.#known.set(name, known);
    return known;
  }
}
