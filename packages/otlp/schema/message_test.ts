import { deepEqual, equal, notEqual, ok } from "node:assert/strict";
import { CODECS } from "../testdata/codecs.ts";
import descriptors from "../testdata/descriptors.json" with { type: "json" };
import { Message } from "./message.ts";

/** Messages whose records have another name. */
const OTHER_NAMES: ReadonlyMap<string, string> = new Map(Object.entries({
  "opentelemetry.proto.trace.v1.Span.Event": "SpanEvent",
  "opentelemetry.proto.trace.v1.Span.Link": "SpanLink",
  "opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint.Buckets":
    "ExponentialHistogramBuckets",
  "google.rpc.Status": "RpcStatus",
}));

/** Fields that are ignored: those of profiles, and the details of failures. */
const IGNORED = new Set(["keyStrindex", "stringValueStrindex", "details"]);

Deno.test("Message describes every field, as the .proto files do", () => {
  const described = new Map<string, Message>();
  for (const { message } of Object.values(CODECS)) collect(message, described);

  const names = new Set<string>();
  for (const [fullName, fields] of Object.entries(descriptors)) {
    if (fullName === "google.protobuf.Any") continue;
    const name = nameOf(fullName);
    names.add(name);
    const expected = Object.entries(fields).filter(([field]) => !IGNORED.has(field));
    const actual = described.get(name)?.fields.map((field) => [
      field.name,
      [field.number, typeName(field.type, field.name), field.occurrence],
    ]);
    deepEqual(sorted(actual ?? []), sorted(expected.map(withRecordName)), name);
  }
  deepEqual([...described.keys()].sort(), [...names].sort());
});

Deno.test("Message lists fields by their numbers", () => {
  const message = new Message("M", () => ({ a: [2, "string"], b: [5, "bool"] }));

  deepEqual(message.fields.map(({ name }) => name), ["a", "b"]);
  equal(message.byNumber[5], message.fields[1]);
  equal(message.byNumber[3], undefined);
  equal(message.byNumber[1000], undefined);
});

Deno.test("Message makes a new record at each call, with the defaults of the types", () => {
  const other = new Message("N", () => ({}));
  const message = new Message("M", () => ({
    text: [1, "string"],
    id: [2, "id"],
    flag: [3, "bool"],
    number: [4, "double"],
    large: [5, "fixed64"],
    items: [6, other, "repeated"],
    absent: [7, "double", "optional"],
    one: [8, "string", "oneof"],
    part: [9, other],
  }));

  const record = message.create();
  deepEqual(record, { text: "", id: "", flag: false, number: 0, large: 0n, items: [] });
  ok(Object.isFrozen(record["items"]));
  notEqual(message.create(), record);
});

function collect(message: Message, described: Map<string, Message>): void {
  if (described.has(message.name)) return;
  described.set(message.name, message);
  for (const { type } of message.fields) if (typeof type !== "string") collect(type, described);
}

function nameOf(fullName: string): string {
  return OTHER_NAMES.get(fullName) ?? fullName.slice(fullName.lastIndexOf(".") + 1);
}

function typeName(type: Message["fields"][number]["type"], field: string): string {
  if (typeof type !== "string") return type.name;
  if (type !== "id") return type;
  ok(/^(trace|span|parentSpan)Id$/.test(field), field);
  return "bytes";
}

function withRecordName([name, field]: [string, unknown]): unknown {
  const [number, type, occurrence] = field as [number, string, string];
  return [name, [number, type.includes(".") ? nameOf(type) : type, occurrence]];
}

function sorted(fields: readonly unknown[]): string[] {
  return fields.map((field) => JSON.stringify(field)).sort();
}
