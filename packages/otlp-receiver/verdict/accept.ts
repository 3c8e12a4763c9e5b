import type { Verdict } from "./verdict.ts";

const ACCEPTED: Verdict = Object.freeze({ outcome: "accepted", rejectedCount: 0, message: "" });

/**
 * The verdict that everything was taken.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otlp/#full-success | Full success}
 *
 * @example
 * ```ts
 * import { accept } from "@otel-deno/otlp-receiver";
 * import { equal } from "node:assert/strict";
 *
 * equal(accept().outcome, "accepted");
 * ```
 */
export function accept(): Verdict {
  return ACCEPTED;
}
