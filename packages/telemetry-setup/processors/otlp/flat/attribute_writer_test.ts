import assert from "node:assert/strict";
import type { AnyValue } from "@opentelemetry/api";
import { ProtobufWriter, writeKeyValues } from "@otel-deno/otlp/writer";
import { toAnyValue } from "../values/to_any_value.ts";
import { createAttributeWriter } from "./attribute_writer.ts";

const FIELD = 9;

function written(write: ReturnType<typeof createAttributeWriter>, list: readonly AnyValue[]) {
  const writer = new ProtobufWriter();
  writer.reset(64);
  write(writer, list, { count: 0 });
  return writer.copy();
}

function expected(key: string, value: AnyValue): Uint8Array {
  const writer = new ProtobufWriter();
  writer.reset(64);
  writeKeyValues(writer, FIELD, [{ key, value: toAnyValue(value, { count: 0 }) }]);
  return writer.copy();
}

Deno.test("createAttributeWriter() writes the same whether it has written it before or not", () => {
  const write = createAttributeWriter(FIELD);
  const values = [
    "",
    "GET",
    "1",
    1,
    true,
    0,
    -0,
    false,
    "true",
    1.5,
    -1,
    NaN,
    null,
    ["a"],
    "Würfel",
  ];
  for (let round = 0; round < 3; round++) {
    for (const key of ["a", "b"]) {
      for (const value of values) {
        assert.deepEqual(written(write, [key, value]), expected(key, value), `${key}: ${value}`);
      }
    }
  }
});

Deno.test("createAttributeWriter() writes values and keys without end, as it does few", () => {
  const write = createAttributeWriter(FIELD);
  for (let round = 0; round < 2; round++) {
    for (let index = 0; index < 600; index++) {
      const key = `key ${index}`;
      assert.deepEqual(
        written(write, ["url.path", `/${index}`]),
        expected("url.path", `/${index}`),
      );
      assert.deepEqual(written(write, [key, index]), expected(key, index));
    }
  }
});

Deno.test("createAttributeWriter() writes all members of a list, in their order", () => {
  const write = createAttributeWriter(FIELD);
  const list = ["a", 1, "b", [1], "a", 1];
  const all = [expected("a", 1), expected("b", [1]), expected("a", 1)];
  assert.deepEqual([...written(write, list)], all.flatMap((bytes) => [...bytes]));
});

Deno.test("createAttributeWriter() writes the same, in whatever order keys and values come", () => {
  const write = createAttributeWriter(FIELD);
  const orders = ["abc", "acb", "ba", "c", "abcd", "aab", "cc", ""];
  for (let round = 0; round < 12; round++) {
    for (const [index, order] of orders.entries()) {
      const list = [...order].flatMap((key) => [key, (round * index) % 3]);
      const all = [...order].map((key) => expected(key, (round * index) % 3));
      assert.deepEqual([...written(write, list)], all.flatMap((bytes) => [...bytes]), order);
    }
  }
});
