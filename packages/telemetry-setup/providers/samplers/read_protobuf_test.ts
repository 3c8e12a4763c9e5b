import assert from "node:assert/strict";
import { readProtobuf } from "./read_protobuf.ts";

const read = (...bytes: readonly number[]) => [...readProtobuf(new Uint8Array(bytes))];

Deno.test("readProtobuf() reads the examples of protobuf's documentation", () => {
  assert.deepEqual(read(0x08, 0x96, 0x01), [{ number: 1, wire: "varint", value: 150n }]);
  const [text] = read(0x12, 0x07, 0x74, 0x65, 0x73, 0x74, 0x69, 0x6e, 0x67);
  assert.ok(text?.wire === "bytes");
  assert.equal(new TextDecoder().decode(text.value), "testing");
});

Deno.test("readProtobuf() reads doubles and passes over fixed fields of 32 bits", () => {
  assert.deepEqual(read(0x0d, 1, 2, 3, 4, 0x09, 0, 0, 0, 0, 0, 0, 0xe0, 0x3f), [
    { number: 1, wire: "fixed64", value: 0.5 },
  ]);
});

Deno.test("readProtobuf() throws a RangeError for what is no message", () => {
  const broken = [[0x08], [0x12, 5, 1], [0x09, 0], [0x0b], [0x08, ...Array(11).fill(0xff)]];
  for (const bytes of broken) assert.throws(() => read(...bytes), RangeError, bytes.join());
});
