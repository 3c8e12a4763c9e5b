import { equal } from "node:assert/strict";
import { varintBytes } from "./varint.ts";
import { writeText } from "./write_text.ts";

Deno.test("writeText() writes strings of any length and content as UTF-8, with the length before", () => {
  const lengths = [1, 47, 48, 49, 127, 128, 129, 5461, 5462, 16_383, 16_384, 70_000, 2_097_152];
  for (const length of lengths) {
    for (const last of ["x", "ü", "骰", "🎲", "\ud83c"]) {
      const text = "x".repeat(length - 1) + last;
      const expected = new TextEncoder().encode(text);
      const bytes = new Uint8Array(10 + text.length * 3);
      const start = 1 + varintBytes(expected.length);

      equal(writeText(bytes, 1, text), start + expected.length);
      equal(readVarint(bytes.subarray(1, start)), expected.length);
      equal(
        new TextDecoder().decode(bytes.subarray(start, start + expected.length)),
        text.toWellFormed(),
      );
    }
  }
});

Deno.test("writeText() writes a length of 0, when the string is empty", () => {
  const bytes = Uint8Array.of(7, 7);
  equal(writeText(bytes, 0, ""), 1);
  equal(bytes.toHex(), "0007");
});

Deno.test("writeText() writes U+FFFD, when a surrogate is alone", () => {
  for (const text of ["\ud83c", "a\udfb2", "\ud83c".repeat(100)]) {
    const bytes = new Uint8Array(310);
    const end = writeText(bytes, 0, text);
    const start = varintBytes(end - 2);
    equal(new TextDecoder().decode(bytes.subarray(start, end)), text.toWellFormed());
  }
});

function readVarint(bytes: Uint8Array): number {
  return bytes.reduce((value, byte, index) => value + (byte & 127) * 2 ** (7 * index), 0);
}
