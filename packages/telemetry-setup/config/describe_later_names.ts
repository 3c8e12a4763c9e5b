/**
 * Says in one line that a setting names what comes with a later version. That is no problem: whoever
 * shares settings between versions is right in both.
 *
 * @param setting The variable, or the key of a file.
 * @param names The names, at least one.
 *
 * @example Usage
 * ```ts
 * import { describeLaterNames } from "./describe_later_names.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(
 *   describeLaterNames("OTEL_DENO_DISABLED_INSTRUMENTATIONS", ["deno-kv", "deno-cron"]),
 *   "OTEL_DENO_DISABLED_INSTRUMENTATIONS names deno-kv, deno-cron: there with a later version",
 * );
 * ```
 */
export function describeLaterNames(setting: string, names: readonly string[]): string {
  return `${setting} names ${names.join(", ")}: there with a later version`;
}
