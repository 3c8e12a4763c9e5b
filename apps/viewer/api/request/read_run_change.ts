import { BadRequest } from "./bad_request.ts";

const MAX_BYTES = 10_000;
const MAX_NAME = 200;

/**
 * Reads a run's new name, and whether it is pinned, from the body of a request.
 *
 * @throws {BadRequest} If the body is anything else.
 */
export async function readRunChange(
  request: Request,
): Promise<{ readonly name?: string; readonly pinned?: boolean }> {
  const text = await request.text();
  if (text.length > MAX_BYTES) throw new BadRequest("Cannot change the run: too much is sent", 413);
  let change: unknown;
  try {
    change = JSON.parse(text);
  } catch {
    throw new BadRequest("Cannot change the run: the body is not JSON");
  }
  if (typeof change !== "object" || change === null || Array.isArray(change)) {
    throw new BadRequest("Cannot change the run: the body is not an object");
  }
  for (const key of Object.keys(change)) {
    if (key !== "name" && key !== "pinned") {
      throw new BadRequest("Cannot change the run: only name and pinned can be changed");
    }
  }
  const { name, pinned } = change as { name?: unknown; pinned?: unknown };
  if (name !== undefined && (typeof name !== "string" || name.length > MAX_NAME)) {
    throw new BadRequest(
      `Cannot change the run: name is not text of at most ${MAX_NAME} characters`,
    );
  }
  if (pinned !== undefined && typeof pinned !== "boolean") {
    throw new BadRequest("Cannot change the run: pinned is not true or false");
  }
  return { ...(name === undefined ? {} : { name }), ...(pinned === undefined ? {} : { pinned }) };
}
