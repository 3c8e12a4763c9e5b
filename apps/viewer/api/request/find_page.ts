import type { Page } from "../../contract/mod.ts";
import { BadRequest } from "./bad_request.ts";

/**
 * Asks the store for a part of a list.
 *
 * @throws {BadRequest} If the store did not make the cursor.
 */
export async function findPage<T, Q extends { readonly cursor?: string }>(
  query: Q,
  find: (query: Q) => Promise<Page<T>>,
): Promise<Page<T>> {
  try {
    return await find(query);
  } catch (error) {
    if (query.cursor !== undefined && error instanceof Error && error.name === "SyntaxError") {
      throw new BadRequest("Cannot use parameter cursor: it is from no answer of this list");
    }
    throw error;
  }
}
