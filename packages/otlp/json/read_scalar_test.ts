import { deepEqual, equal, ok, throws } from "node:assert/strict";
import { OtlpDecodeError } from "../otlp_decode_error.ts";
import type { ScalarType } from "../schema/message.ts";
import { JsonPath } from "./json_path.ts";
import { readScalar } from "./read_scalar.ts";

const SIGNED_32: readonly ScalarType[] = ["int32", "sint32"];
const UNSIGNED_32: readonly ScalarType[] = ["uint32", "fixed32"];
const SIGNED_64: readonly ScalarType[] = ["int64", "sfixed64"];
const UNSIGNED_64: readonly ScalarType[] = ["uint64", "fixed64"];
const NO_NUMBERS = ["", " 1", "1 ", "+1", "01", ".5", "5.", "0x1", "1e", "one", true, [], {}, 1.5];

Deno.test("readScalar() reads integers as numbers and as strings", () => {
  for (const type of [...SIGNED_32, ...UNSIGNED_32]) {
    for (const value of [7, "7", 7.0, "7.0", "0.7e1", 7e0]) equal(read(type, value), 7);
    ok(Object.is(read(type, -0), 0));
  }
  for (const type of [...SIGNED_64, ...UNSIGNED_64]) {
    for (const value of [7, "7", "7.0", "0.7e1"]) equal(read(type, value), 7n);
    equal(read(type, "-0"), 0n);
    equal(read(type, "9223372036854775807"), 2n ** 63n - 1n);
  }
});

Deno.test("readScalar() refuses integers, when they have no place in their type", () => {
  for (const value of [-(2 ** 31), 2 ** 31 - 1]) equal(read("int32", value), value);
  for (const value of [-(2 ** 31) - 1, 2 ** 31, "2147483648", NaN]) refuses(SIGNED_32, value);
  for (const value of [-1, 2 ** 32, "-1", Infinity]) refuses(UNSIGNED_32, value);
  for (const value of ["9223372036854775808", "-9223372036854775809", 2 ** 63]) {
    refuses(SIGNED_64, value);
  }
  for (const value of ["18446744073709551616", "-1", -1, 1e300]) refuses(UNSIGNED_64, value);
  for (const value of NO_NUMBERS) {
    refuses([...SIGNED_32, ...UNSIGNED_32, ...SIGNED_64, ...UNSIGNED_64], value);
  }
  // Takes no longer than it takes to read it.
  refuses([...SIGNED_64, ...UNSIGNED_64], "9".repeat(1_000_000));
});

Deno.test("readScalar() reads doubles as numbers, as strings, and by their names", () => {
  for (const value of [1.5, "1.5", "15e-1", "0.15E+1"]) equal(read("double", value), 1.5);
  for (const value of [NaN, Infinity, -Infinity]) equal(read("double", String(value)), value);
  ok(Object.is(read("double", -0), -0));
  ok(Object.is(read("double", "-0"), -0));
  for (const value of ["nan", "inf", "+Infinity", "1e400", Infinity, ...NO_NUMBERS]) {
    if (value !== 1.5) refuses(["double"], value);
  }
});

Deno.test("readScalar() refuses the names of enumerated values", () => {
  equal(read("enum", 2), 2);
  equal(read("enum", 99), 99);
  equal(read("enum", -1), -1);
  for (const value of ["SPAN_KIND_SERVER", "2", 1.5, 2 ** 31, true]) refuses(["enum"], value);
});

Deno.test("readScalar() reads ids of either case and any length as lowercase", () => {
  equal(read("id", "5B8EFFF798038103d269b633813fc60c"), "5b8efff798038103d269b633813fc60c");
  equal(read("id", ""), "");
  equal(read("id", "AB"), "ab");
  for (const value of ["a", "zz", "W47/95gDgQPSabYzgT/GDA==", "ab ", 12, ["ab"]]) {
    refuses(["id"], value);
  }
});

Deno.test("readScalar() reads base64 of either alphabet, padded or not", () => {
  for (const value of ["+/8=", "-_8=", "+/8", "-_8"]) {
    deepEqual(read("bytes", value), Uint8Array.of(0xfb, 0xff));
  }
  deepEqual(read("bytes", ""), new Uint8Array(0));
  for (const value of ["A", "A===", "*", "+_8=", 7, []]) refuses(["bytes"], value);
});

Deno.test("readScalar() reads strings, with U+FFFD for surrogates that are alone", () => {
  equal(read("string", "🎲"), "🎲");
  equal(read("string", "a\ud83c"), "a\ufffd");
  for (const value of [7, true, [], {}]) refuses(["string"], value);
});

Deno.test("readScalar() reads true and false, and nothing else as them", () => {
  equal(read("bool", true), true);
  equal(read("bool", false), false);
  for (const value of ["true", 1, 0, ""]) refuses(["bool"], value);
});

function read(type: ScalarType, value: unknown): unknown {
  return readScalar(type, value, new JsonPath("M"));
}

function refuses(types: readonly ScalarType[], value: unknown): void {
  for (const type of types) throws(() => read(type, value), OtlpDecodeError, `${type} ${value}`);
}
