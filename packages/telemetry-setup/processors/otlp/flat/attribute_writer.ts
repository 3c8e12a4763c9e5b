// Hot path: runs for every attribute of every span and log record of ours.
import type { AnyValue } from "@opentelemetry/api";
import { type ProtobufWriter, writeKeyValues } from "@otel-deno/otlp/writer";
import type { Repairs } from "../values/repairs.ts";
import { toAnyValue } from "../values/to_any_value.ts";
import { toText } from "../values/to_text.ts";

/** Writes attributes, given as keys and values by turns. */
export type AttributeWriter = (
  writer: ProtobufWriter,
  list: readonly AnyValue[],
  repairs: Repairs,
) => void;

type Plain = string | number | boolean;

/** What is remembered of a key. */
class KnownKey {
  /** The key that came after it the last time: mostly the next one is the same. */
  next: KnownKey | undefined = undefined;
  /** The value that was written last, and how. */
  value: Plain | undefined = undefined;
  bytes: Uint8Array | undefined = undefined;
  /** Its values as they were written; `null` where there are too many of them. */
  values: Map<Plain, Uint8Array> | null = new Map();

  constructor(readonly key: string) {}
}

/** From then on the keys are made up; everything is forgotten, so that what is used is kept again. */
const MAX_KEYS = 256;
/** Longer ones are never kept. */
const MAX_CHARACTERS = 96;
/** A key with more values than these has a new one each time. */
const MAX_VALUES = 32;

/**
 * Creates what writes attributes and remembers how: an application mostly uses the same keys in the
 * same order, and many of these with few values, which are then copied. What it remembers is bounded:
 * 256 keys with 32 short values each, at most a megabyte.
 *
 * @param field The number of the attributes' field, at most 15.
 */
export function createAttributeWriter(field: number): AttributeWriter {
  const known = new Map<string, KnownKey>();
  /** What comes after it is the first key of a list. */
  const start = new KnownKey("");

  function find(key: string, before: KnownKey): KnownKey {
    let found = known.get(key);
    if (found === undefined) {
      found = new KnownKey(key);
      if (key.length <= MAX_CHARACTERS) keep(found);
    }
    before.next = found;
    return found;
  }

  function keep(key: KnownKey): void {
    if (known.size >= MAX_KEYS) {
      known.clear();
      start.next = undefined;
    }
    known.set(key.key, key);
  }

  /** @returns Whether it could be written in one go. */
  function writeOther(writer: ProtobufWriter, key: KnownKey, value: Plain): boolean {
    const { values } = key;
    // A long text has to be read whole for this question, to be told that it is not there.
    const isLong = typeof value === "string" && value.length > MAX_CHARACTERS;
    const bytes = isLong ? undefined : values?.get(value);
    if (bytes !== undefined) {
      writer.fields(bytes);
      remember(key, value, bytes);
      return true;
    }
    const { length } = writer;
    if (!writer.shortAttribute(field, key.key, value)) return false;
    if (values === null) return true;
    if (values.size >= MAX_VALUES) {
      key.values = null;
      remember(key, undefined, undefined);
      return true;
    }
    const copy = writer.copy(length);
    values.set(value, copy);
    remember(key, value, copy);
    return true;
  }

  return (writer, list, repairs) => {
    let key = start;
    for (let index = 0; index < list.length; index += 2) {
      const name = list[index] as string;
      const value = list[index + 1];
      const { next } = key;
      key = next !== undefined && next.key === name ? next : find(name, key);
      if (isPlain(value)) {
        if (key.value === value) {
          writer.fields(key.bytes!);
          continue;
        }
        if (writeOther(writer, key, value)) continue;
      }
      writeKeyValues(writer, field, [
        { key: toText(name, repairs), value: toAnyValue(value, repairs) },
      ]);
    }
  };
}

function remember(key: KnownKey, value: Plain | undefined, bytes: Uint8Array | undefined): void {
  key.value = value;
  key.bytes = bytes;
}

function isPlain(value: AnyValue): value is Plain {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}
