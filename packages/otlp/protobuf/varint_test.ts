import { deepEqual, equal } from "node:assert/strict";
import { varintBytes, writeVarint, writeVarint64 } from "./varint.ts";

const VARINTS = [
  [0n, "00"],
  [1n, "01"],
  [127n, "7f"],
  [128n, "8001"],
  [16_383n, "ff7f"],
  [16_384n, "808001"],
  [2n ** 21n, "80808001"],
  [2n ** 28n - 1n, "ffffff7f"],
  [2n ** 28n, "8080808001"],
  [2n ** 32n - 1n, "ffffffff0f"],
  [2n ** 32n, "8080808010"],
  [2n ** 35n, "808080808001"],
  [2n ** 63n, "80808080808080808001"],
  [2n ** 64n - 1n, "ffffffffffffffffff01"],
] as const;

Deno.test("writeVarint64() writes seven bits a byte, the lowest first", () => {
  for (const [value, hex] of VARINTS) {
    const bytes = new Uint8Array(12);
    const halves = new DataView(new ArrayBuffer(8));
    halves.setBigUint64(0, value, true);

    equal(writeVarint64(bytes, 1, halves), 1 + hex.length / 2);
    equal(bytes.subarray(1, 1 + hex.length / 2).toHex(), hex);
  }
});

Deno.test("writeVarint() writes what writeVarint64() writes, when there are at most 32 bits", () => {
  const small = VARINTS.filter(([value]) => value < 2n ** 32n);
  for (const [value, hex] of small) {
    const bytes = new Uint8Array(6);
    equal(writeVarint(bytes, 1, Number(value)), 1 + hex.length / 2);
    equal(bytes.subarray(1, 1 + hex.length / 2).toHex(), hex);
  }
});

Deno.test("varintBytes() counts the bytes that writeVarint() writes", () => {
  const small = VARINTS.filter(([value]) => value < 2n ** 32n);
  deepEqual(
    small.map(([value]) => varintBytes(Number(value))),
    small.map(([, hex]) => hex.length / 2),
  );
});
