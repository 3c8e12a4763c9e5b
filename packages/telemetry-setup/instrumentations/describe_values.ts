// Hot path: runs once a log record.
import type { Attributes } from "@opentelemetry/api";
import {
  ATTR_EXCEPTION_MESSAGE,
  ATTR_EXCEPTION_STACKTRACE,
  ATTR_EXCEPTION_TYPE,
} from "@opentelemetry/semantic-conventions";
import { describeThrown } from "./http/describe_thrown.ts";

/**
 * Makes attributes of the values that an application logs beside a message: the first error becomes
 * `exception.*`, the members of plain objects, but for their methods, become attributes of the same
 * names. Where a name is there twice, the first has it. Never throws; the rest of the values says nothing by a name.
 *
 * @see {@link https://opentelemetry.io/docs/specs/semconv/exceptions/exceptions-logs/}
 *
 * @example
 * ```ts
 * import { describeValues } from "./describe_values.ts";
 * import assert from "node:assert/strict";
 *
 * const values = ["lost", { player: "alice" }, new RangeError("no dice")];
 * const { "exception.stacktrace": _, ...attributes } = describeValues(values);
 * assert.deepEqual(attributes, {
 *   player: "alice",
 *   "exception.type": "RangeError",
 *   "exception.message": "no dice",
 * });
 * ```
 */
export function describeValues(values: readonly unknown[]): Attributes {
  const attributes: Attributes = {};
  for (const value of values) {
    try {
      if (value instanceof Error) addMissing(attributes, describeException(value));
      else if (isPlainObject(value)) addMissing(attributes, value);
    } catch {
      // A proxy, or a getter that throws: the message has what can be told of it.
    }
  }
  return attributes;
}

/** An error as attributes. Never throws. */
export function describeException(error: Error): Attributes {
  const { type, message, stack } = describeThrown(error);
  return {
    [ATTR_EXCEPTION_TYPE]: type ?? "Error",
    [ATTR_EXCEPTION_MESSAGE]: message,
    [ATTR_EXCEPTION_STACKTRACE]: stack,
  };
}

function isPlainObject(value: unknown): value is Attributes {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

function addMissing(attributes: Attributes, more: Attributes): void {
  const hasException = Object.hasOwn(attributes, ATTR_EXCEPTION_MESSAGE);
  for (const key of Object.keys(more)) {
    // Parts of two errors would make a third.
    if (Object.hasOwn(attributes, key) || hasException && key.startsWith("exception.")) continue;
    const value = more[key];
    // What an object does says nothing of it, and has no form in which it could be sent.
    if (typeof value !== "function") attributes[key] = value;
  }
}
