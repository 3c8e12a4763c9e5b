import { deepEqual, equal, throws } from "node:assert/strict";
import { Buffer } from "node:buffer";
import { OtlpDecodeError } from "../otlp_decode_error.ts";
import { ProtobufReader } from "./protobuf_reader.ts";

Deno.test("ProtobufReader reads text as it is, when it begins with a byte order mark", () => {
  equal(readerOf("03efbbbf").string(), "\ufeff");
});

Deno.test("ProtobufReader reads U+FFFD, when text is not UTF-8", () => {
  equal(readerOf("0361ff62").string(), "a\ufffdb");
  // A surrogate in three bytes.
  equal(readerOf("03eda0bc").string(), "\ufffd\ufffd\ufffd");
});

Deno.test("ProtobufReader copies bytes, also those of a Buffer", () => {
  const source = Buffer.from("02aabb", "hex");
  const bytes = new ProtobufReader(source, "M", LIMITS).bytes();
  source.fill(0);

  deepEqual(bytes, Uint8Array.of(0xaa, 0xbb));
  equal(bytes.constructor, Uint8Array);
});

Deno.test("ProtobufReader reads from the middle of a larger buffer", () => {
  const source = Uint8Array.fromHex("ffff0100000000000000ffff").subarray(2, 10);
  equal(new ProtobufReader(source, "M", LIMITS).fixed64(), 1n);
});

Deno.test("ProtobufReader reads numbers of 64 bits, however many bytes they have", () => {
  equal(readerOf("ffffffffffffffffff01").uint64(), 2n ** 64n - 1n);
  equal(readerOf("ffffffffffffffffff01").int64(), -1n);
  equal(readerOf("ffffffffffffffffff7f").uint64(), 2n ** 64n - 1n);
  equal(readerOf("80808080808080808001").int64(), -(2n ** 63n));
  equal(readerOf("80808080808080808000").int64(), 0n);
  equal(readerOf("8080808010").uint64(), 2n ** 32n);
  equal(readerOf("ffffffff0f").uint64(), 2n ** 32n - 1n);
});

Deno.test("ProtobufReader reads the low 32 bits, when a number has more than its type", () => {
  equal(readerOf("ffffffffffffffffff01").int32(), -1);
  equal(readerOf("ffffffffffffffffff01").uint32(), 2 ** 32 - 1);
  equal(readerOf("8180808010").uint32(), 1);
  equal(readerOf("ffffffff0f").sint32(), -(2 ** 31));
  equal(readerOf("feffffff0f").sint32(), 2 ** 31 - 1);
});

Deno.test("ProtobufReader throws OtlpDecodeError with the offset, when a number is malformed", () => {
  throws(() => readerOf("ff").uint32(), at(1, "the message ends within a number"));
  throws(() => readerOf("").uint32(), at(0, "the message ends within a number"));
  throws(() => readerOf("ff".repeat(11)).uint64(), at(0, "the number has more than 10 bytes"));
});

Deno.test("ProtobufReader throws OtlpDecodeError with the offset, when a tag is malformed", () => {
  throws(() => readerOf("00").tag(), at(0, "there is no field"));
  throws(() => readerOf("07").tag(), at(0, "there is no field"));
  throws(() => readerOf("8880808010").tag(), at(0, "there is no field"));
});

Deno.test("ProtobufReader throws OtlpDecodeError with the offset, when a field is of an unknown wire type", () => {
  for (const wireType of [3, 4, 6, 7]) {
    const reader = new ProtobufReader(Uint8Array.of(8, 1, 16 | wireType, 0), "M", LIMITS);
    reader.tag();
    reader.skip(0);
    const tag = reader.tag();
    throws(() => reader.skip(tag & 7), at(2, `there is a field of wire type ${wireType}`));
  }
});

Deno.test("ProtobufReader throws OtlpDecodeError with the offset, when a value runs past the end", () => {
  const length = "the length runs past the end of its message";
  const value = "the value runs past the end of its message";
  throws(() => readerOf("02aa").bytes(), at(0, length));
  throws(() => readerOf("02aa").string(), at(0, length));
  throws(() => readerOf("02aa").id(), at(0, length));
  throws(() => readerOf("02aa").enter(), at(0, length));
  throws(() => readerOf("8080808010").skip(2), at(0, length));
  throws(() => readerOf("000000").fixed32(), at(0, value));
  throws(() => readerOf("00000000000000").double(), at(0, value));
});

Deno.test("ProtobufReader stays within a submessage, when more follows it", () => {
  const reader = readerOf("01ff" + "0100000000000000");
  const outerEnd = reader.enter();
  throws(() => reader.uint32(), at(2, "the message ends within a number"));
  throws(() => reader.double(), at(1, "the value runs past the end of its message"));
  reader.leave(outerEnd);
  equal(reader.atEnd, false);

  const nested = readerOf("0203ff" + "ffff");
  nested.enter();
  throws(() => nested.enter(), at(1, "the length runs past the end of its message"));
});

const LIMITS = { maxDepth: 0, maxItems: 0 };

function readerOf(hex: string): ProtobufReader {
  return new ProtobufReader(Uint8Array.fromHex(hex), "M", LIMITS);
}

function at(offset: number, state: string): (error: unknown) => boolean {
  return (error) => {
    equal(error instanceof OtlpDecodeError && error instanceof SyntaxError, true);
    const { message, name, path } = error as OtlpDecodeError;
    equal(message, `Cannot decode M: at byte ${offset} ${state}`);
    deepEqual([name, (error as OtlpDecodeError).offset, path], [
      "OtlpDecodeError",
      offset,
      undefined,
    ]);
    return true;
  };
}
