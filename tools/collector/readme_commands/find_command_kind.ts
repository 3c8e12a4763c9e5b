/** How a command of a README is run by the test. */
export interface CommandKind {
  /**
   * `ends`: it has to end with success. `stays`: it has to say that it is ready, and is ended later.
   * `prepares`: it is for the commands below it in the same block.
   */
  readonly kind: "ends" | "stays" | "prepares";
  /** What it says when it is ready, where it stays. */
  readonly ready?: RegExp;
}

const KINDS: readonly (readonly [RegExp, CommandKind])[] = [
  [/^deno task collector( [a-z]+)?$/, { kind: "stays", ready: /^The Collector is ready$/m }],
  [/^deno task dev:otlp$/, { kind: "stays", ready: /^dice-server is ready on /m }],
  [/^deno task collector:(validate|certificates)$/, { kind: "ends" }],
  [/^curl '?http:\/\/localhost:8080\//, { kind: "ends" }],
  [/^set -a; /, { kind: "prepares" }],
];

/**
 * Tells how a command is run.
 *
 * @returns `undefined` for a command that the test does not know
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { findCommandKind } from "./find_command_kind.ts";
 *
 * assert.equal(findCommandKind("deno task collector gateway")?.kind, "stays");
 * assert.equal(findCommandKind("docker compose up"), undefined);
 * ```
 */
export function findCommandKind(command: string): CommandKind | undefined {
  return KINDS.find(([pattern]) => pattern.test(command))?.[1];
}
