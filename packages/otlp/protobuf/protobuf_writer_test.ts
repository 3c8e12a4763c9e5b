import { deepEqual, equal, ok, throws } from "node:assert/strict";
import { ProtobufReader } from "./protobuf_reader.ts";
import { ProtobufWriter } from "./protobuf_writer.ts";

Deno.test("ProtobufWriter writes the fields of the protobuf documentation as it does", () => {
  const bytes = written((writer) => {
    writer.int64(1, 150);
    writer.string(2, "testing");
    const start = writer.begin(3, 1);
    writer.int64(1, 150);
    writer.end(start, 1);
  });
  equal(bytes.toHex(), "089601" + "120774657374696e67" + "1a03089601");
});

Deno.test("ProtobufWriter writes the same submessage, however many bytes were set aside for its length", () => {
  for (const length of [0, 1, 120, 125, 126, 130, 16_380, 16_381, 2_097_140, 2_097_148]) {
    const content = new Uint8Array(length).fill(7);
    const [first, ...others] = [1, 2, 3, 4, 5].map((lengthBytes) =>
      written((writer) => {
        const outer = writer.begin(1, lengthBytes);
        const inner = writer.begin(16, lengthBytes);
        writer.presentBytes(1, content);
        writer.end(inner, lengthBytes);
        writer.end(outer, lengthBytes);
        writer.string(2, "after");
      })
    );
    for (const other of others) deepEqual(other, first);
    const reader = new ProtobufReader(first!, "M", LIMITS);
    reader.tag();
    reader.skip(2);
    equal(reader.tag() >>> 3, 2);
    equal(reader.string(), "after");
  }
});

Deno.test("ProtobufWriter writes nothing, when a value is absent or its type's default", () => {
  const bytes = written((writer) => {
    for (const value of [undefined, 0]) {
      writer.uint32(1, value);
      writer.fixed32(1, value);
      writer.int32(1, value);
      writer.sint32(1, value);
      writer.double(1, value);
    }
    for (const value of [undefined, 0, 0n, -0]) {
      writer.int64(1, value);
      writer.fixed64(1, value);
    }
    for (const value of [undefined, ""]) {
      writer.string(1, value);
      writer.id(1, value);
    }
    for (const value of [undefined, []]) {
      writer.packedDoubles(1, value);
      writer.packedFixed64s(1, value);
      writer.packedUint64s(1, value);
    }
    writer.bool(1, undefined);
    writer.bool(1, false);
  });
  equal(bytes.length, 0);
});

Deno.test("ProtobufWriter writes defaults, when they are present", () => {
  const bytes = written((writer) => {
    writer.presentString(1, "");
    writer.presentBytes(2, new Uint8Array(0));
    writer.presentBool(3, false);
    writer.presentInt64(4, 0n);
    writer.presentDouble(5, 0);
    writer.presentSfixed64(6, 0n);
    writer.double(7, -0);
  });
  equal(
    bytes.toHex(),
    "0a00" + "1200" + "1800" + "2000" + "290000000000000000" + "310000000000000000" +
      "390000000000000080",
  );
});

Deno.test("ProtobufWriter throws RangeError, when a number has no place in its type", () => {
  const writer = new ProtobufWriter();
  for (const value of [-1, 2 ** 32, 1.5, NaN, Infinity]) {
    throws(() => writer.uint32(1, value), OUT_OF_RANGE);
    throws(() => writer.fixed32(1, value), OUT_OF_RANGE);
  }
  for (const value of [-(2 ** 31) - 1, 2 ** 31, 1.5, NaN]) {
    throws(() => writer.int32(1, value), OUT_OF_RANGE);
    throws(() => writer.sint32(1, value), OUT_OF_RANGE);
  }
  for (const value of [-1, -1n, 2n ** 64n, 2 ** 53, 1.5, NaN]) {
    throws(() => writer.fixed64(1, value), OUT_OF_RANGE);
    throws(() => writer.packedUint64s(1, [value]), OUT_OF_RANGE);
    throws(() => writer.packedFixed64s(1, [value]), OUT_OF_RANGE);
  }
  for (const value of [2n ** 63n, -(2n ** 63n) - 1n, 2 ** 53, 0.1, NaN]) {
    throws(() => writer.int64(1, value), OUT_OF_RANGE);
    throws(() => writer.presentSfixed64(1, value), OUT_OF_RANGE);
  }
});

Deno.test("ProtobufWriter writes numbers as it writes bigints, when they are safe integers", () => {
  const values = [1, 127, 128, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 53 - 1, -1, -(2 ** 53) + 1];
  for (const value of values) {
    deepEqual(
      written((writer) => {
        writer.int64(1, value);
        writer.presentSfixed64(2, value);
        writer.fixed64(3, Math.abs(value));
        writer.packedUint64s(4, [Math.abs(value)]);
      }),
      written((writer) => {
        writer.int64(1, BigInt(value));
        writer.presentSfixed64(2, BigInt(value));
        writer.fixed64(3, BigInt(Math.abs(value)));
        writer.packedUint64s(4, [BigInt(Math.abs(value))]);
      }),
    );
  }
});

Deno.test("ProtobufWriter throws RangeError, when more levels are entered than allowed", () => {
  const writer = new ProtobufWriter();
  writer.reset(2);
  writer.descend();
  writer.descend();
  writer.ascend();
  writer.descend();
  throws(() => writer.descend(), {
    name: "RangeError",
    message: "Cannot encode a value: it is nested deeper than maxDepth",
  });
});

Deno.test("ProtobufWriter grows as needed and begins anew after reset()", () => {
  const writer = new ProtobufWriter();
  const { capacity } = writer;
  writer.presentBytes(1, new Uint8Array(capacity * 3));
  equal(writer.copy().length, capacity * 3 + 4);
  writer.reset(0);
  writer.bool(1, true);
  deepEqual(writer.copy(), Uint8Array.of(8, 1));
});

const LIMITS = { maxDepth: 0, maxItems: 0 };
const OUT_OF_RANGE = {
  name: "RangeError",
  message: /^Cannot encode an .*integer of (32|64) bits: /,
};

function written(write: (writer: ProtobufWriter) => void): Uint8Array {
  const writer = new ProtobufWriter();
  write(writer);
  return writer.copy();
}

Deno.test("ProtobufWriter.copyShared() returns what copy() does, and keeps it", () => {
  const writer = new ProtobufWriter();
  writer.string(1, "dice");
  const copy = writer.copy();
  const shared = writer.copyShared();
  writer.reset(0);
  writer.string(1, "lost");
  ok(shared.buffer instanceof SharedArrayBuffer);
  deepEqual([...shared], [...copy]);
});
