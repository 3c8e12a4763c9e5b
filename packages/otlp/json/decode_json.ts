import type { DecodeLimits } from "../decode/decode_limits.ts";
import { OtlpLimitError } from "../otlp_limit_error.ts";
import { ANY_VALUE } from "../schema/any_value_schema.ts";
import type { Field, Message, MutableRecord } from "../schema/message.ts";
import { JsonPath } from "./json_path.ts";
import { parseJson } from "./parse_json.ts";
import { readScalar } from "./read_scalar.ts";

/** What all levels of a text share. */
interface Context {
  readonly path: JsonPath;
  readonly root: string;
  readonly limits: DecodeLimits;
  /** How many items the lists so far have together. */
  items: number;
}

/**
 * Decodes a message from JSON.
 *
 * @param message What it is.
 * @param bytes The text, in UTF-8.
 * @param limits What it may ask for.
 * @returns The record.
 * @throws {OtlpDecodeError} If it is not such a message.
 * @throws {OtlpLimitError} If it asks for more.
 */
export function decodeJson(
  message: Message,
  bytes: Uint8Array,
  limits: DecodeLimits,
): MutableRecord {
  const root = message.name;
  const context = { path: new JsonPath(root), root, limits, items: 0 };
  return readRecord(context, message, parseJson(bytes, root, limits.maxItems), 0);
}

function readRecord(
  context: Context,
  message: Message,
  json: unknown,
  depth: number,
): MutableRecord {
  if (!isObject(json)) return context.path.fail("is not an object");
  const record = message.create();
  let hasOneof = false;
  for (const field of message.fields) {
    const { name, occurrence } = field;
    const member = json[name];
    if (member === undefined || member === null) continue;
    context.path.enter(name);
    if (occurrence === "oneof") {
      if (hasOneof) context.path.fail("is one value too many: only one kind can be set");
      hasOneof = true;
    }
    // Lists and maps: the only messages that can contain themselves.
    const nested = message === ANY_VALUE && typeof field.type !== "string";
    const fieldDepth = nested ? descend(context, depth) : depth;
    record[name] = occurrence === "repeated"
      ? readList(context, field, member, fieldDepth)
      : readValue(context, field, member, fieldDepth);
    context.path.leave();
  }
  return record;
}

function isObject(json: unknown): json is Readonly<Record<string, unknown>> {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}

function descend({ root, limits }: Context, depth: number): number {
  if (depth < limits.maxDepth) return depth + 1;
  throw new OtlpLimitError(root, "maxDepth", limits.maxDepth);
}

function readList(context: Context, field: Field, json: unknown, depth: number): unknown[] {
  const { path, root, limits } = context;
  if (!Array.isArray(json)) return path.fail("is not a list");
  context.items += json.length;
  if (context.items > limits.maxItems) {
    throw new OtlpLimitError(root, "maxItems", limits.maxItems);
  }
  return json.map((item, index) => {
    path.enter(index);
    const value = readValue(context, field, item, depth);
    path.leave();
    return value;
  });
}

function readValue(context: Context, { type }: Field, json: unknown, depth: number): unknown {
  return typeof type === "string"
    ? readScalar(type, json, context.path)
    : readRecord(context, type, json, depth);
}
