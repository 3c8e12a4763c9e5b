import type { Attributes, Exception, Link, SpanContext, TimeInput } from "@opentelemetry/api";
import { createTraceState } from "@opentelemetry/api";

/** Returns numbers from 0 (included) to 1 (excluded). */
export type Random = () => number;

const KEYS = [
  "a",
  "b",
  "c",
  "http.route",
  "Würfel",
  "",
  "constructor",
  "__proto__",
  "long.key.of.many.parts",
];
const TEXTS = ["", "GET", "/rolldice/{sides}", "Würfel 🎲", "half \ud83c", "x".repeat(300)];
const NUMBERS = [0, -0, 1, 6, -7, 1.5, NaN, Infinity, 2 ** 31, 2 ** 53, 2 ** 64, -(2 ** 40)];

/** One of the items. */
export function pick<T>(items: readonly T[], random: Random): T {
  return items[Math.floor(random() * items.length)]!;
}

/** Whether something happens that happens so often. */
export function chance(probability: number, random: Random): boolean {
  return random() < probability;
}

/** A value of any kind, mostly one that attributes have. */
export function randomValue(random: Random, depth = 0): unknown {
  const kind = Math.floor(random() * (depth > 2 ? 5 : 14));
  switch (kind) {
    case 0:
    case 1:
    case 2:
      return pick(TEXTS, random);
    case 3:
      return pick(NUMBERS, random);
    case 4:
      return chance(0.5, random);
    case 5:
      return pick([null, undefined], random);
    case 6:
      return Array.from({ length: Math.floor(random() * 4) }, () => pick(TEXTS, random));
    case 7:
      return Array.from({ length: Math.floor(random() * 4) }, () => pick([1, 2.5, null], random));
    case 8:
      return Array.from({ length: 3 }, () => randomValue(random, depth + 1));
    case 9:
      return Object.fromEntries(
        Array.from({ length: 3 }, () => [pick(KEYS, random), randomValue(random, depth + 1)]),
      );
    case 10:
      return new Uint8Array(Math.floor(random() * 20));
    case 11:
      return new Map<unknown, unknown>([["a", randomValue(random, depth + 1)], [1, 2]]);
    case 12:
      return pick([7n, 2n ** 70n, Symbol("s"), () => 1], random);
    default:
      return pick([new Date(0), new Set([1]), new Error("no dice"), /x/], random);
  }
}

/** Attributes, at times none, or something else. */
export function randomAttributes(random: Random): Attributes | undefined {
  if (chance(0.1, random)) return pick<unknown>([undefined, null, "none", 5], random) as undefined;
  const count = chance(0.05, random) ? 150 : Math.floor(random() * 6);
  const entries = Array.from({ length: count }, (_, index) => [
    count > 10 ? `k${index}` : pick(KEYS, random),
    randomValue(random),
  ]);
  return Object.fromEntries(entries) as Attributes;
}

/** A time of each kind that the API takes, or something else. */
export function randomTime(random: Random, epochMillis: number): TimeInput | undefined {
  const shift = Math.floor(random() * 2000) - 1000;
  switch (Math.floor(random() * 8)) {
    case 0:
      return new Date(epochMillis + shift);
    case 1:
      return epochMillis + shift;
    case 2:
      return [Math.floor(epochMillis / 1000), Math.floor(random() * 1e9)];
    case 3:
      return pick<unknown>([NaN, "now", [1], new Date(NaN), null], random) as undefined;
    default:
      return undefined;
  }
}

/** Where a span may have come from, or something else. */
export function randomSpanContext(random: Random): SpanContext {
  const traceState = chance(0.3, random) ? createTraceState("dice=4,ot=th:8") : undefined;
  return {
    traceId: pick(["0af7651916cd43dd8448eb211c80319c", "0".repeat(32), "short"], random),
    spanId: pick(["b7ad6b7169203331", "b7ad6b7169203331", "0".repeat(16)], random),
    traceFlags: Math.floor(random() * 4),
    ...chance(0.5, random) && { isRemote: true },
    ...traceState && { traceState },
  };
}

/** A link, at times something else. */
export function randomLink(random: Random): Link {
  if (chance(0.1, random)) return pick([null, 5, {}, { context: {} }], random) as Link;
  const attributes = randomAttributes(random);
  return { context: randomSpanContext(random), ...attributes && { attributes } };
}

/** What can be thrown. */
export function randomException(random: Random): Exception {
  const error = Object.assign(new RangeError("no dice"), { stack: "at dice" });
  return pick<unknown>([
    "text",
    "",
    error,
    Object.assign(new Error("refused"), { code: "ECONNREFUSED", stack: "at net" }),
    { code: 7, message: "numbered" },
    { name: "OnlyName" },
    { stack: "only stack" },
    {},
    null,
    5,
    Symbol("thrown"),
  ], random) as Exception;
}
