import assert from "node:assert/strict";
import type { Encodable } from "../records/encodable.ts";
import type { AnyValue } from "../records/any_value.ts";
import { ProtobufWriter } from "./protobuf_writer.ts";
import { writeKeyValues } from "./write_any_value.ts";
import { SHORT_ATTRIBUTE_BYTES, writeShortAttribute } from "./write_short_attribute.ts";

function writeShort(key: string, value: string | number | boolean): Uint8Array | undefined {
  const bytes = new Uint8Array(SHORT_ATTRIBUTE_BYTES);
  const end = writeShortAttribute(bytes, 0, { field: 9, key, value });
  return end < 0 ? undefined : bytes.subarray(0, end);
}

function writeLong(key: string, value: Encodable<AnyValue>): Uint8Array {
  const writer = new ProtobufWriter();
  writeKeyValues(writer, 9, [{ key, value }]);
  return writer.copy();
}

Deno.test("writeShortAttribute() writes what writeKeyValues() does", () => {
  for (const text of ["", "GET", "x".repeat(80), "\0\x7f"]) {
    assert.deepEqual(
      writeShort("http.route", text),
      writeLong("http.route", { stringValue: text }),
    );
  }
  for (const number of [0, -0, 1, 127, 128, 8080, 2 ** 31, 2 ** 32 - 1]) {
    assert.deepEqual(writeShort("a", number), writeLong("a", { intValue: number }));
  }
  for (const boolean of [true, false]) {
    assert.deepEqual(writeShort("a", boolean), writeLong("a", { boolValue: boolean }));
  }
});

Deno.test("writeShortAttribute() leaves to others what is long, not ASCII or another number", () => {
  for (const number of [-1, 1.5, 2 ** 32, NaN, Infinity]) {
    assert.equal(writeShort("a", number), undefined, String(number));
  }
  assert.equal(writeShort("", "a"), undefined);
  assert.equal(writeShort("Würfel", "a"), undefined);
  assert.equal(writeShort("a", "Würfel"), undefined);
  assert.equal(writeShort("a", "half \ud83c"), undefined);
  assert.equal(writeShort("a".repeat(97), true), undefined);
  assert.equal(writeShort("a".repeat(50), "b".repeat(47)), undefined);
});
