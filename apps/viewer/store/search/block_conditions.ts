import type { SQLInputValue } from "node:sqlite";
import type { AttributeFilter } from "../../contract/mod.ts";
import { attributeToken } from "../index/attribute_token.ts";
import type { BlockKind } from "../index/block.ts";

/**
 * The conditions of a search, as SQL about the members of one block or of several that follow each
 * other: `$first` and `$last` are the numbers of their members.
 */
export class BlockConditions {
  readonly #member: string;
  readonly #sql: string[] = [];
  readonly values: Record<string, SQLInputValue> = {};

  readonly #kind: BlockKind;

  /** @param member The column with a member's number. */
  constructor(member: string, kind: BlockKind) {
    this.#member = member;
    this.#kind = kind;
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
      `SELECT -x.source FROM source_tokens s JOIN block_sources x
        ON x.block = b.id AND x.source = s.source WHERE s.token = ${name}`,
    ]);
    this.addMembers(selects.join(" UNION ALL "), options);
  }

  /** Adds that a member has one of the tokens that a query selects. */
  addMembers(tokens: string, { negated = false }: { readonly negated?: boolean } = {}): void {
    this.#sql.push(`${this.#member} ${negated ? "NOT IN" : "IN"} (
      SELECT b.first + j.value FROM blocks b CROSS JOIN postings p CROSS JOIN json_each(p.list) j
      WHERE b.kind = ${this.#kind} AND b.first BETWEEN $first AND $last
        AND p.block = b.id AND p.token IN (${tokens}))`);
  }
}
