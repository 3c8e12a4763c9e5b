import { deepEqual, equal, throws } from "node:assert/strict";
import { writeHex } from "./write_hex.ts";

Deno.test("writeHex() writes the bytes that digits of either case stand for", () => {
  const bytes = new Uint8Array(11);
  equal(writeHex(bytes, 1, "0123456789abcdefABCD"), 11);
  equal(bytes.toHex(), "000123456789abcdefabcd");
});

Deno.test("writeHex() throws SyntaxError, when there is anything but pairs of digits", () => {
  for (const digits of ["a", "abc", "0g", "g0", "0x12", "ab ", "é0", "0骰", "\0\0", "İİ"]) {
    throws(() => writeHex(new Uint8Array(8), 0, digits), {
      name: "SyntaxError",
      message: "Cannot encode an id: it is not pairs of hexadecimal digits",
    });
  }
});

Deno.test("writeHex() writes nothing, when there are no digits", () => {
  const bytes = Uint8Array.of(7);
  equal(writeHex(bytes, 0, ""), 0);
  deepEqual(bytes, Uint8Array.of(7));
});
