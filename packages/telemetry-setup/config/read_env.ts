/**
 * Reads one environment variable; `undefined` when it is not set.
 *
 * May throw when the variable is set to something that is not text; whoever calls it counts that
 * as a value that cannot be used.
 */
export type ReadEnv = (name: string) => string | undefined;

/**
 * Reads the environment of the process, and never makes Deno ask the user for a permission: a
 * variable that may not be read counts as not set. `deniedVariables()` tells which these are.
 *
 * @throws {Deno.errors.InvalidData} If the variable's value is not valid Unicode.
 *
 * @example Usage
 * ```ts
 * import { readEnv } from "./read_env.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(readEnv("OTEL_NO_SUCH_VARIABLE"), undefined);
 * ```
 */
export function readEnv(name: string): string | undefined {
  const { state } = Deno.permissions.querySync({ name: "env", variable: name });
  return state === "granted" ? Deno.env.get(name) : undefined;
}

/**
 * Makes what reads several variables one after the other, at a start: it asks once, not for each of
 * them, whether all may be read. Not to be kept: an application may give the permission back, and to
 * read a variable would then make Deno ask the user.
 *
 * @example Usage
 * ```ts
 * import { createEnvReader } from "./read_env.ts";
 * import assert from "node:assert/strict";
 *
 * const read = createEnvReader();
 * assert.equal(read("OTEL_NO_SUCH_VARIABLE"), undefined);
 * ```
 */
export function createEnvReader(): ReadEnv {
  const { state, partial } = Deno.permissions.querySync({ name: "env" });
  return state === "granted" && !partial ? (name) => Deno.env.get(name) : readEnv;
}

/** Sets one environment variable, for this process and those that it starts, where it may. */
export function writeEnv(name: string, value: string): void {
  const { state } = Deno.permissions.querySync({ name: "env", variable: name });
  if (state === "granted") Deno.env.set(name, value);
}
