import type { SqlConnection } from "../database/sql_connection.ts";
import { nameToken } from "../index/attribute_token.ts";
import { wordsQuery } from "./words_query.ts";

const MAX_TOKENS = 200;

/** The names that are looked for. */
export interface NameTokens {
  readonly tokens: readonly number[];
  /** Whether these are all; else `sql` selects them all. */
  readonly isComplete: boolean;
  /** What `sql` looks for; absent where every name is found. */
  readonly words?: string;
  /** Selects the tokens, given the name of the parameter with the words. */
  readonly sql: (words: string) => string;
}

/** Finds the names of spans that are `name`, or have the words of `text`. */
export function nameTokens(
  connection: SqlConnection,
  { name, text = "" }: { readonly name?: string; readonly text?: string },
): NameTokens {
  const sql = (words: string) =>
    `SELECT ${nameToken(0)} - rowid FROM name_words WHERE name_words MATCH ${words}`;
  if (name !== undefined) {
    const row = connection.get<{ id: number }>("SELECT id FROM names WHERE name = ?", name);
    return { tokens: row === undefined ? [] : [nameToken(row.id)], isComplete: true, sql };
  }
  const words = wordsQuery(text);
  if (words === undefined) return { tokens: [], isComplete: false, sql };
  const rows = connection.all<{ id: number }>(
    `SELECT rowid AS id FROM name_words WHERE name_words MATCH ? LIMIT ${MAX_TOKENS + 1}`,
    words,
  );
  return {
    tokens: rows.map(({ id }) => nameToken(id)),
    isComplete: rows.length <= MAX_TOKENS,
    words,
    sql,
  };
}
