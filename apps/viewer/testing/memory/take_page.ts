import type { Page } from "../../contract/mod.ts";

/** Cuts a page out of all that was found. A cursor is how many went before. */
export function takePage<T>(
  found: readonly T[],
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
): Page<T> {
  if (!/^\d+$/.test(cursor ?? "0")) throw new SyntaxError("Cannot read the cursor");
  const first = Number(cursor ?? 0);
  const items = found.slice(first, first + limit);
  return first + limit < found.length ? { items, cursor: String(first + limit) } : { items };
}
