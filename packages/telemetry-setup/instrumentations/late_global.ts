/** Globals that Deno loads when they are read for the first time. */
type LateGlobal = "Headers" | "Request" | "Response";

/**
 * Keeps a global as it is now, as an application may put another one in its place, without reading
 * it: `Response` alone takes Deno 2 ms to load, and many programs need none.
 *
 * @returns Reads it; the same each time.
 *
 * @example
 * ```ts
 * import { lateGlobal } from "./late_global.ts";
 * import assert from "node:assert/strict";
 *
 * const responseClass = lateGlobal("Response");
 * assert.ok(new Response() instanceof responseClass());
 * ```
 */
export function lateGlobal<K extends LateGlobal>(name: K): () => (typeof globalThis)[K] {
  const descriptor = Object.getOwnPropertyDescriptor(globalThis, name);
  let value: (typeof globalThis)[K] | undefined = descriptor?.value;
  return () => value ??= descriptor?.get?.call(globalThis) as (typeof globalThis)[K];
}
