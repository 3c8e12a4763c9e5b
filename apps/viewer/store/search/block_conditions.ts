import type { SQLInputValue } from "node:sqlite";
import type { AttributeFilter } from "../../contract/mod.ts";
import { attributeToken } from "../index/attribute_token.ts";

/**
 * The conditions of a search, as SQL about the members of one block: `$block` is its number,
 * `$first` and `$last` are the numbers of its members.
 */
export class BlockConditions {
  readonly #member: string;
  readonly #sql: string[] = [];
  readonly values: Record<string, SQLInputValue> = {};

  /** @param member The column with a member's number. */
  constructor(member: string) {
    this.#member = member;
    this.#sql.push(`${member} BETWEEN $first AND $last`);
  }

  /** All conditions together. */
  get sql(): string {
    return this.#sql.join(" AND ");
  }

  /** Names a value of a condition. */
  bind(value: SQLInputValue): string {
    const name = `$v${Object.keys(this.values).length}`;
    this.values[name] = value;
    return name;
  }

  /** Adds a condition. */
  add(sql: string): void {
    this.#sql.push(sql);
  }

  /** Adds that a member has, or has not, an attribute; its own, its resource's or its scope's. */
  addAttribute({ key, value, negated }: AttributeFilter): void {
    this.addToken([attributeToken(key, value)], { negated });
  }

  /** Adds that a member has one of the tokens; its own or its source's. */
  addToken(tokens: readonly number[], options: { readonly negated?: boolean } = {}): void {
    const own = tokens.map((token) => this.bind(token));
    const selects = own.flatMap((name) => [
      `SELECT ${name}`,
      `SELECT -b.source FROM source_tokens s JOIN block_sources b
        ON b.block = $block AND b.source = s.source WHERE s.token = ${name}`,
    ]);
    this.addMembers(selects.join(" UNION ALL "), options);
  }

  /** Adds that a member has one of the tokens that a query selects. */
  addMembers(tokens: string, { negated = false }: { readonly negated?: boolean } = {}): void {
    this.#sql.push(`${this.#member} ${negated ? "NOT IN" : "IN"} (
      SELECT $first + j.value FROM postings p, json_each(p.list) j
      WHERE p.block = $block AND p.token IN (${tokens}))`);
  }
}
