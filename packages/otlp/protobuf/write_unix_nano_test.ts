import assert from "node:assert/strict";
import { writeUnixNano } from "./write_unix_nano.ts";

Deno.test("writeUnixNano() writes the same as with integers of any size", () => {
  const view = new DataView(new ArrayBuffer(8));
  const times = [
    [0, 0],
    [0, 1],
    [1, 999_999_999],
    [65_535, 999_999_999],
    [65_536, 0],
    [1_763_856_000, 123_456_789],
    [2 ** 31 - 1, 999_999_999],
    [2 ** 31, 0],
    [4_294_967_296, 4_294_967_295],
    [4_294_967_296, 0],
    [2 ** 34, 2 ** 32 - 1],
    ...Array.from({ length: 1000 }, (_, index) => [index * 1_717_987, index * 999_999]),
  ] as [number, number][];
  for (const [seconds, nanos] of times) {
    writeUnixNano(new Uint8Array(view.buffer), 0, { seconds, nanos });
    const expected = BigInt(seconds) * 1_000_000_000n + BigInt(nanos);
    assert.equal(view.getBigUint64(0, true), expected, `${seconds} s ${nanos} ns`);
  }
});
