import type { EnvVariable } from "./env_variable.ts";
import { maskValue } from "./mask_value.ts";

const MAX_RECEIVED_LENGTH = 100;
/** What stands for a value that is not text: no text can hold half of a surrogate pair. */
export const UNREADABLE = "\ud800";

/**
 * What a problem shows of a variable's text: no secrets, and not too much.
 *
 * @example Usage
 * ```ts
 * import { showReceived } from "./show_received.ts";
 * import assert from "node:assert/strict";
 *
 * const row = { name: "OTEL_X", type: "string", description: "", secret: true } as const;
 * assert.equal(showReceived(row, "key=value"), "***");
 * ```
 */
export function showReceived(row: EnvVariable, text: string): string {
  const shown = text === UNREADABLE ? "\ufffd" : maskValue(row, text);
  return shown.length > MAX_RECEIVED_LENGTH ? `${shown.slice(0, MAX_RECEIVED_LENGTH)}…` : shown;
}
