import type { Field, Message, MutableRecord, ScalarType } from "../schema/message.ts";

/** Returns numbers from 0 (included) to 1 (excluded). */
export type Random = () => number;

/** Makes a source of chance that gives the same numbers for the same seed (Mulberry32). */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = state + 0x6d2b79f5 >>> 0;
    let mixed = Math.imul(state ^ state >>> 15, state | 1);
    mixed ^= mixed + Math.imul(mixed ^ mixed >>> 7, mixed | 61);
    return ((mixed ^ mixed >>> 14) >>> 0) / 2 ** 32;
  };
}

const STRINGS = [
  "a",
  "GET",
  "service.name",
  "Würfel",
  "骰子",
  "🎲",
  "\ufeff",
  "\0",
  '"',
  "\\",
  "1e5",
];
const DOUBLES = [0, -0, 1, -1.5, 0.1, 1e21, 5e-324, 2 ** 53, NaN, Infinity, -Infinity];
const SIGNED_64 = [0n, 1n, -1n, 127n, 128n, 2n ** 53n + 1n, -(2n ** 63n), 2n ** 63n - 1n];
const UNSIGNED_64 = [0n, 1n, 127n, 128n, 2n ** 32n, 2n ** 53n + 1n, 2n ** 63n, 2n ** 64n - 1n];
const SIGNED_32 = [0, 1, -1, 2, 5, 127, 128, -(2 ** 31), 2 ** 31 - 1];
const UNSIGNED_32 = [0, 1, 127, 128, 0x301, 2 ** 31, 2 ** 32 - 1];
const LENGTHS = [0, 0, 1, 1, 2, 3, 8, 40];
const MAX_DEPTH = 6;

/** Makes a record as the decoders return it; small, for values get rarer with each level. */
export function randomRecord(message: Message, random: Random, depth = 0): MutableRecord {
  const record = message.create();
  const oneofs = message.fields.filter(({ occurrence }) => occurrence === "oneof");
  const oneof = pick([undefined, ...oneofs], random);
  for (const field of message.fields) {
    const { name, occurrence } = field;
    if (occurrence === "oneof" && field !== oneof) continue;
    if (occurrence !== "oneof" && random() < 0.2) continue;
    if (typeof field.type !== "string" && depth >= MAX_DEPTH && random() < 0.8) continue;
    record[name] = occurrence === "repeated"
      ? randomItems(field, random, depth)
      : randomValue(field, random, depth);
  }
  return record;
}

/** Picks one of the items. */
export function pick<T>(items: readonly T[], random: Random): T {
  return items[Math.floor(random() * items.length)]!;
}

function randomItems(field: Field, random: Random, depth: number): unknown[] {
  const length = typeof field.type === "string" ? pick(LENGTHS, random) : Math.floor(random() * 4);
  return Array.from({ length }, () => randomValue(field, random, depth));
}

function randomValue({ type }: Field, random: Random, depth: number): unknown {
  return typeof type === "string"
    ? randomScalar(type, random)
    : randomRecord(type, random, depth + 1);
}

function randomScalar(type: ScalarType, random: Random): unknown {
  const length = pick(LENGTHS, random);
  switch (type) {
    case "string":
      return Array.from({ length }, () => pick(STRINGS, random)).join("");
    case "bytes":
      return Uint8Array.from({ length }, () => random() * 256);
    case "id":
      return Uint8Array.from({ length: pick([8, 16], random) }, () => random() * 256).toHex();
    case "bool":
      return random() < 0.5;
    case "double":
      return random() < 0.5 ? pick(DOUBLES, random) : (random() - 0.5) * 1e6;
    case "uint32":
    case "fixed32":
      return pick(UNSIGNED_32, random);
    case "enum":
    case "int32":
    case "sint32":
      return pick(SIGNED_32, random);
    case "int64":
    case "sfixed64":
      return pick(SIGNED_64, random);
    case "uint64":
    case "fixed64":
      return pick(UNSIGNED_64, random);
  }
}
