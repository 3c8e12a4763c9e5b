import type { OrderedMember } from "./walk_blocks.ts";

const CURSOR = /^(-?\d{1,19})\.(\d{1,16})$/;

/** Returns the text that continues a list after its last member. */
export function toCursor({ value, number }: OrderedMember): string {
  return `${value}.${number}`;
}

/** @throws {SyntaxError} If the text is no cursor. */
export function parseCursor(cursor: string): OrderedMember {
  const [, value, number] = CURSOR.exec(cursor) ?? [];
  if (value === undefined) throw new SyntaxError("Cannot continue a list: the cursor is no cursor");
  return { value: BigInt(value), number: Number(number) };
}
