// Hot path: what is returned runs twice a call that a named channel tells of.
import type { Attributes, AttributeValue } from "@opentelemetry/api";
import { ATTR_SERVER_ADDRESS, ATTR_SERVER_PORT } from "@opentelemetry/semantic-conventions";

/** What the names of attributes that are fields of messages begin with. */
const FIELD_PREFIX = "diagnostics_channel.message.";

/** So much of a text is recorded, in characters. */
const MAX_TEXT = 1024;
/** So much of it is looked through for URLs: one that begins in the recorded part ends in here. */
const MAX_SEARCHED = 65_536;
/** So many items of a list are recorded. */
const MAX_ITEMS = 32;

/** Takes out of messages what may be recorded. Nothing of it throws. */
export interface MessageReader {
  /** Which server is spoken to, where the message tells; none else. */
  readServer(message: object): Attributes;
  /** The fields that the user named. */
  readFields(message: object): Attributes;
}

/**
 * Creates what reads messages of channels. Libraries publish queries, values and whole requests: so
 * nothing but the server is taken that the user did not name.
 *
 * @param fields Names of fields, with dots where they lie deeper: `route.url`.
 * @param redact Takes credentials out of texts.
 *
 * @example
 * ```ts
 * import { createMessageReader } from "./message_reader.ts";
 * import assert from "node:assert/strict";
 *
 * const message = { serverAddress: "db.example", serverPort: 3306, query: "SELECT 1", values: [4] };
 * const { readServer, readFields } = createMessageReader(["query"], (text) => text);
 * assert.deepEqual(readServer(message), { "server.address": "db.example", "server.port": 3306 });
 * assert.deepEqual(readFields(message), { "diagnostics_channel.message.query": "SELECT 1" });
 * ```
 */
export function createMessageReader(
  fields: readonly string[],
  redact: (text: string) => string,
): MessageReader {
  const paths = fields.map((field) => ({ key: FIELD_PREFIX + field, path: field.split(".") }));
  const plain = (value: unknown): string | number | boolean | undefined => {
    switch (typeof value) {
      case "string":
        return redact(value.slice(0, MAX_SEARCHED)).slice(0, MAX_TEXT);
      case "bigint":
        return String(value).slice(0, MAX_TEXT);
      case "number":
      case "boolean":
        return value;
    }
    return undefined;
  };
  const attributeOf = (value: unknown): AttributeValue | undefined =>
    Array.isArray(value)
      ? value.slice(0, MAX_ITEMS).map((item) => String(plain(item) ?? "?"))
      : plain(value);

  return {
    readServer(message) {
      const address = read(message, ["serverAddress"]);
      if (typeof address !== "string" || address === "") return {};
      const port = read(message, ["serverPort"]);
      return {
        [ATTR_SERVER_ADDRESS]: address.slice(0, MAX_TEXT),
        ...Number.isInteger(port) && { [ATTR_SERVER_PORT]: port as number },
      };
    },
    readFields(message) {
      const attributes: Attributes = {};
      for (const { key, path } of paths) {
        const value = attributeOf(read(message, path));
        if (value !== undefined) attributes[key] = value;
      }
      return attributes;
    },
  };
}

/** A field may be a getter of the library's that throws. */
function read(message: object, path: readonly string[]): unknown {
  try {
    let value: unknown = message;
    for (const name of path) {
      if (typeof value !== "object" || value === null) return undefined;
      value = (value as Record<string, unknown>)[name];
    }
    return value;
  } catch {
    return undefined;
  }
}
