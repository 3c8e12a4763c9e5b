/** This file's folder in a checkout; in a bundle it is the bundle. */
const OWN = import.meta.url.replace(/\/[\w-]+\/without_own_frames\.ts$/, "/");
/** What carries the context. */
const CONTEXT =
  /@opentelemetry[/+](?:api|context-async-hooks)\/|\bat (?:AsyncLocalStorage\.run|RootContextManager\.with|FrameStorage\.run) \(/;
const TEST = /_test\.ts[:)]|\/testdata\//;

/**
 * Takes the lines of instrumentations out of a stack: an application's own stack is what it would be
 * without telemetry.
 *
 * @example
 * ```ts
 * import { withoutOwnFrames } from "./without_own_frames.ts";
 * import assert from "node:assert/strict";
 *
 * const stack = "Error: no dice\n    at roll (file:///app/main.ts:3:9)\n" +
 *   "    at AsyncLocalStorage.run (ext:deno_node/async_hooks.ts:1:1762)";
 * assert.equal(withoutOwnFrames(stack), "Error: no dice\n    at roll (file:///app/main.ts:3:9)");
 * ```
 */
export function withoutOwnFrames(stack: string): string {
  return stack.split("\n").filter((line) => !isOwn(line)).join("\n");
}

function isOwn(line: string): boolean {
  if (!line.startsWith("    at ")) return false;
  return CONTEXT.test(line) || (line.includes(OWN) && !TEST.test(line));
}
