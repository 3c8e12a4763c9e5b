import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";

/** A row as it is read: columns by their names. */
export type Row = Readonly<Record<string, unknown>>;

/** A connection to a database that prepares each statement once. */
export class SqlConnection implements Disposable {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  /** @param path A file, or `:memory:`. */
  constructor(path: string, options: { readonly readOnly?: boolean } = {}) {
    this.#database = new DatabaseSync(path, { readOnly: options.readOnly ?? false });
  }

  /** Runs statements that return nothing. */
  execute(sql: string): void {
    this.#database.exec(sql);
  }

  /** Runs one statement, and returns the row id of what it inserted last. */
  run(sql: string, ...values: SQLInputValue[]): number {
    return Number(this.prepare(sql).run(...values).lastInsertRowid);
  }

  /** Returns all rows; the statement itself limits how many. */
  all<T = Row>(sql: string, ...values: SQLInputValue[]): readonly T[] {
    return this.prepare(sql).all(...values) as unknown as readonly T[];
  }

  /** Returns all rows of a statement with named parameters. */
  find<T = Row>(sql: string, values: Readonly<Record<string, SQLInputValue>>): readonly T[] {
    return this.prepare(sql).all(values) as unknown as readonly T[];
  }

  /** Returns the first row. */
  get<T = Row>(sql: string, ...values: SQLInputValue[]): T | undefined {
    return this.prepare(sql).get(...values) as T | undefined;
  }

  /** Returns the statement, for what runs very often. */
  prepare(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#database.prepare(sql);
      // What a condition is about depends on the query.
      statement.setAllowUnknownNamedParameters(true);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  /** Runs `action` in a transaction; undoes it if that throws. */
  transaction<T>(action: () => T, begin: "BEGIN" | "BEGIN IMMEDIATE" = "BEGIN IMMEDIATE"): T {
    this.#database.exec(begin);
    try {
      const result = action();
      this.#database.exec("COMMIT");
      return result;
    } catch (error) {
      // A full disk has already undone it.
      if (this.#database.isTransaction) this.#database.exec("ROLLBACK");
      throw error;
    }
  }

  /** Closes it. */
  [Symbol.dispose](): void {
    this.#statements.clear();
    this.#database.close();
  }
}
