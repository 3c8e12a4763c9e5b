import { readEnv, writeEnv } from "./read_env.ts";

const NAME = "OTEL_DENO_RUN_ID";

/**
 * Gives this run an id where it has none, in the environment: all processes that the application
 * starts inherit it, and all workers see it. Without permission for that variable there is none.
 *
 * @example Usage
 * ```ts
 * import { ensureRunId } from "./ensure_run_id.ts";
 * import { readEnv } from "./read_env.ts";
 * import assert from "node:assert/strict";
 *
 * ensureRunId();
 * assert.notEqual(readEnv("OTEL_DENO_RUN_ID"), "");
 * ```
 */
export function ensureRunId(): void {
  if (!readEnv(NAME)) writeEnv(NAME, crypto.randomUUID());
}
