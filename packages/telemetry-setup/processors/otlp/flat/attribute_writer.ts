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

/** From then on the keys are made up; everything is forgotten, so that what is used is kept again. */
const MAX_KEYS = 256;
/** Longer ones are never kept. */
const MAX_CHARACTERS = 96;
/** A key with more values than these has a new one each time. */
const MAX_VALUES = 32;

/**
 * Creates what writes attributes and remembers how: an application mostly uses the same keys,
 * and many of these few values, which are then copied. What it remembers is bounded: 256 keys with
 * 32 short values each, at most a megabyte.
 *
 * @param field The number of the attributes' field, at most 15.
 */
export function createAttributeWriter(field: number): AttributeWriter {
  /** Of each key, its values as they were written; `null` for a key with too many of them. */
  const known = new Map<string, Map<Plain, Uint8Array> | null>();

  function writeNew(writer: ProtobufWriter, key: string, value: Plain): boolean {
    const { length } = writer;
    if (!writer.shortAttribute(field, key, value)) return false;
    const values = known.get(key);
    if (values === null) return true;
    if (values === undefined) {
      if (known.size >= MAX_KEYS) known.clear();
      known.set(key, new Map([[value, writer.copy(length)]]));
    } else if (values.size < MAX_VALUES) values.set(value, writer.copy(length));
    else known.set(key, null);
    return true;
  }

  return (writer, list, repairs) => {
    for (let index = 0; index < list.length; index += 2) {
      const key = list[index] as string;
      const value = list[index + 1];
      if (isPlain(value)) {
        // A long text has to be read whole for this question, to be told that it is not there.
        const bytes = typeof value === "string" && value.length > MAX_CHARACTERS
          ? undefined
          : known.get(key)?.get(value);
        if (bytes !== undefined) {
          writer.fields(bytes);
          continue;
        }
        if (writeNew(writer, key, value)) continue;
      }
      writeKeyValues(writer, field, [
        { key: toText(key, repairs), value: toAnyValue(value, repairs) },
      ]);
    }
  };
}

function isPlain(value: AnyValue): value is Plain {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}
