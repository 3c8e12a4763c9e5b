// Hot path: runs for the attributes of every record.
import type { Attributes, Context, TimeInput } from "@opentelemetry/api";
import type { Repairs } from "../../processors/otlp/values/repairs.ts";
import { toText } from "../../processors/otlp/values/to_text.ts";
import { repairKey, repairValue } from "./repair_value.ts";

/**
 * Stands between the application and the SDK, which believes what it is given: a value of another
 * kind than the types say is dropped there, or ends in an exception in the application's code.
 */
export interface Guard {
  /** The attributes, if all are plain; else a copy with what was repaired. */
  attributes(attributes: unknown): Attributes | undefined;
  /** The keys of attributes; none where they cannot be told, and where there are no attributes. */
  keys(attributes: unknown): readonly string[];
  /** The key, if it is a text that an object may have; else what is repaired. */
  key(key: string): string;
  /** The value, if it is plain; else what {@linkcode repairValue} makes of it. */
  value(value: unknown): unknown;
  /** Text, if it is text or nothing; else its text. */
  text<T extends string | undefined>(text: T): T;
  /** The time, if it is one; else `undefined`, which is now. */
  time(time: TimeInput | undefined): TimeInput | undefined;
  /** The context, if it is one; else `undefined`, which is the active one. */
  context(context: Context | undefined): Context | undefined;
  /** Does something; what it throws is no more than counted, and the result the other one. */
  attempt<R>(action: () => R, otherwise: R): R;
  /** Counts a value that was left out. */
  leaveOut(): undefined;
}

const NO_KEYS: readonly string[] = [];

/**
 * @param onRepaired Told how many values were replaced or left out, each time that some were.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 *
 * let repaired = 0;
 * const guard = createGuard((count) => void (repaired += count));
 * const plain = { "dice.sides": 6 };
 * assert.equal(guard.attributes(plain), plain);
 * assert.deepEqual(guard.attributes({ roll: () => 4 }), { roll: "[Function]" });
 * assert.equal(repaired, 1);
 * ```
 */
export function createGuard(onRepaired: (count: number) => void): Guard {
  function tell({ count }: Repairs): void {
    if (count === 0) return;
    try {
      onRepaired(count);
    } catch {
      // Whoever counts is no concern of the application's.
    }
  }

  function repair<R>(make: (repairs: Repairs) => R): R {
    const repairs = { count: 0 };
    const repaired = make(repairs);
    tell(repairs);
    return repaired;
  }

  function leaveOut(): undefined {
    tell({ count: 1 });
  }

  return {
    attributes(attributes) {
      if (attributes === undefined || attributes === null) return undefined;
      if (typeof attributes !== "object") return leaveOut();
      if (isPlainMap(attributes)) return attributes as Attributes;
      return repair((repairs) => repairAttributes(attributes, repairs));
    },
    keys(attributes) {
      if (attributes === undefined || attributes === null) return NO_KEYS;
      if (typeof attributes !== "object") return leaveOut() ?? NO_KEYS;
      try {
        return Object.keys(attributes);
      } catch {
        return leaveOut() ?? NO_KEYS;
      }
    },
    key(key) {
      if (typeof key === "string" && key !== "__proto__") return key;
      return repair((repairs) => {
        const text = toText(key, repairs);
        return text === "__proto__" ? repairKey(text, repairs) : text;
      });
    },
    value: (value) => isPlain(value) ? value : repair((repairs) => repairValue(value, repairs)),
    text: (text) =>
      typeof text === "string" || text === undefined
        ? text
        : repair((repairs) => toText(text, repairs)) as typeof text,
    time: (time) => time === undefined || isTime(time) ? time : leaveOut(),
    context: (context) => context === undefined || isContext(context) ? context : leaveOut(),
    attempt(action, otherwise) {
      try {
        return action();
      } catch {
        leaveOut();
        return otherwise;
      }
    },
    leaveOut,
  };
}

function isPlainMap(attributes: object): boolean {
  try {
    for (const key of Object.keys(attributes)) {
      if (key === "__proto__" || !isPlain((attributes as Attributes)[key])) return false;
    }
    // A second reading of a proxy need not be what the first one was.
    return true;
  } catch {
    return false;
  }
}

/** Whether the SDK takes the value, and cannot be surprised by it. */
function isPlain(value: unknown): boolean {
  switch (typeof value) {
    case "string":
    case "number":
    case "boolean":
    case "undefined":
      return true;
    case "object":
      return value === null;
    default:
      return false;
  }
}

function repairAttributes(attributes: object, repairs: Repairs): Attributes {
  const repaired: Attributes = {};
  let keys: readonly string[] = [];
  try {
    keys = Object.keys(attributes);
  } catch {
    repairs.count++;
  }
  for (const key of keys) {
    // The name `constructor` troubles the SDK only within a value.
    const name = key === "__proto__" ? repairKey(key, repairs) : key;
    try {
      const value: unknown = (attributes as Attributes)[key];
      if (value !== undefined) repaired[name] = repairValue(value, repairs);
    } catch {
      repairs.count++;
      repaired[name] = "[Unreadable]";
    }
  }
  return repaired;
}

function isTime(time: TimeInput): boolean {
  if (typeof time === "number") return Number.isFinite(time);
  try {
    if (Array.isArray(time)) return time.length === 2 && time.every(Number.isFinite);
    return time instanceof Date && Number.isFinite(time.getTime());
  } catch {
    return false;
  }
}

function isContext(context: Context): boolean {
  try {
    return typeof context.getValue === "function" && typeof context.setValue === "function";
  } catch {
    return false;
  }
}
