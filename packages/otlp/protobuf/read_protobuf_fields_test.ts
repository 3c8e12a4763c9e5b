import { deepEqual, equal, throws } from "node:assert/strict";
import { readProtobufFields } from "./read_protobuf_fields.ts";

const read = (...bytes: readonly number[]) => readProtobufFields(new Uint8Array(bytes), "a test");

Deno.test("readProtobufFields() reads the examples of protobuf's documentation", () => {
  deepEqual(read(0x08, 0x96, 0x01), [{ number: 1, type: "varint", value: 150n }]);
  const [text] = read(0x12, 0x07, 0x74, 0x65, 0x73, 0x74, 0x69, 0x6e, 0x67);
  equal(text?.type === "bytes" && new TextDecoder().decode(text.value), "testing");
});

Deno.test("readProtobufFields() reads doubles and passes over fixed fields of 32 bits", () => {
  deepEqual(read(0x0d, 1, 2, 3, 4, 0x09, 0, 0, 0, 0, 0, 0, 0xe0, 0x3f), [
    { number: 1, type: "double", value: 0.5 },
  ]);
});

Deno.test("readProtobufFields() reads many fields, and keeps those that are there more than once", () => {
  const fields = read(...Array.from({ length: 1000 }, () => [0x08, 0x01]).flat());
  equal(fields.length, 1000);
});

Deno.test("readProtobufFields() says where it is, when it is no message", () => {
  const broken = [[0x08], [0x12, 5, 1], [0x09, 0], [0x0b], [0x00], [0x08, ...Array(11).fill(0xff)]];
  for (const bytes of broken) {
    throws(() => read(...bytes), {
      name: "OtlpDecodeError",
      message: /^Cannot decode a test: at byte \d+ /,
    });
  }
});
