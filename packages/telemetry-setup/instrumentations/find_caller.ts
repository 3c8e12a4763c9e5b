// Hot path: runs once a log record, where code attributes are asked for.
import type { Attributes } from "@opentelemetry/api";
import {
  ATTR_CODE_FILE_PATH,
  ATTR_CODE_FUNCTION_NAME,
  ATTR_CODE_LINE_NUMBER,
} from "@opentelemetry/semantic-conventions";
import { fileURLToPath } from "node:url";

/** Options of {@linkcode findCaller}. */
export interface FindCallerOptions {
  /** Functions above this one, and itself, are not the caller. */
  readonly below: (...args: never[]) => unknown;
  /** Matches the module of functions that are not the caller either. @default none */
  readonly skip?: RegExp;
}

/** How far a logger's own functions may reach. */
const MAX_SKIPPED = 20;
const FRAME =
  /^\s*at (?:(?:async )?(?:new )?(.*?)(?: \[as [^\]]*\])? \()?(\w[\w+.-]*:.*):(\d+):\d+\)?$/;

/**
 * Finds the line of the application that called, in the sources as they were written.
 *
 * @returns Attributes with its file, line and function; none where it is not known. Never throws.
 * @see {@link https://opentelemetry.io/docs/specs/semconv/registry/attributes/code/}
 *
 * @example
 * ```ts
 * import { findCaller } from "./find_caller.ts";
 * import assert from "node:assert/strict";
 *
 * function log() {
 *   return findCaller({ below: log });
 * }
 * function rollDice() {
 *   return log();
 * }
 * assert.equal(rollDice()["code.function.name"], "rollDice");
 * ```
 */
export function findCaller({ below, skip }: FindCallerOptions): Attributes {
  const { stackTraceLimit } = Error;
  try {
    Error.stackTraceLimit = skip === undefined ? 1 : MAX_SKIPPED;
    const holder: { stack?: unknown } = {};
    Error.captureStackTrace(holder, below);
    for (const line of String(holder.stack).split("\n")) {
      const [, name, url = "", number] = FRAME.exec(line) ?? [];
      if (number === undefined || skip?.test(url)) continue;
      return {
        [ATTR_CODE_FILE_PATH]: url.startsWith("file:") ? fileURLToPath(url) : url,
        [ATTR_CODE_LINE_NUMBER]: Number(number),
        ...name && !name.includes("<anonymous>") && { [ATTR_CODE_FUNCTION_NAME]: name },
      };
    }
  } catch {
    // Without them the record is still worth having.
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
  return {};
}
