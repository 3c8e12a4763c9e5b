import { AsyncLocalStorage } from "node:async_hooks";

const suppressed = new AsyncLocalStorage<true>();

/**
 * Runs a function whose console output is not recorded: it stands in a log record already. That
 * holds for what it starts, too: a sink that buffers prints later.
 *
 * @example
 * ```ts
 * import { withoutConsoleRecords } from "./without_console_records.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(withoutConsoleRecords(() => 42), 42);
 * ```
 */
export function withoutConsoleRecords<R>(callback: () => R): R {
  return suppressed.run(true, callback);
}

/** Whether the current code was started by {@linkcode withoutConsoleRecords}. */
export function consoleRecordsSuppressed(): boolean {
  return suppressed.getStore() === true;
}
