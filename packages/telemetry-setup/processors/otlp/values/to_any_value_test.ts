import type { AnyValue, Encodable } from "@otel-deno/otlp";
import { deepEqual, equal, ok } from "node:assert/strict";
import { toAnyValue } from "./to_any_value.ts";

function convert(value: unknown): Encodable<AnyValue> {
  const repairs = { count: 0 };
  const converted = toAnyValue(value, repairs);
  equal(repairs.count, 0);
  return converted;
}

function repair(value: unknown): readonly [Encodable<AnyValue>, number] {
  const repairs = { count: 0 };
  return [toAnyValue(value, repairs), repairs.count];
}

const text = (stringValue: string) => ({ stringValue });
const int = (intValue: bigint | number) => ({ intValue });
const list = (...values: Encodable<AnyValue>[]) => ({ arrayValue: { values } });
const map = (...entries: [string, Encodable<AnyValue>][]) => ({
  kvlistValue: { values: entries.map(([key, value]) => ({ key, value })) },
});

Deno.test("toAnyValue() takes numbers as integers, when they have no fraction and 64 bits are enough", () => {
  deepEqual(convert(4), int(4));
  deepEqual(convert(2 ** 53), int(2n ** 53n));
  deepEqual(convert(-(2 ** 63)), int(-(2n ** 63n)));
  deepEqual(convert(2n ** 63n - 1n), int(2n ** 63n - 1n));
  for (const value of [0.5, 2 ** 63, -(2 ** 64), 1e300, NaN, Infinity, -Infinity]) {
    deepEqual(convert(value), { doubleValue: value });
  }
});

Deno.test("toAnyValue() keeps what is text, truth, bytes or nothing", () => {
  const bytes = new Uint8Array([0, 255]);
  deepEqual(convert("骰子"), text("骰子"));
  deepEqual(convert(false), { boolValue: false });
  equal(convert(bytes).bytesValue, bytes);
  deepEqual(convert(bytes.buffer), { bytesValue: bytes });
  deepEqual(convert(new DataView(bytes.buffer, 1)), { bytesValue: new Uint8Array([255]) });
  deepEqual([convert(null), convert(undefined)], [{}, {}]);
});

Deno.test("toAnyValue() takes arrays, sets and typed arrays as lists, objects and Maps as maps", () => {
  deepEqual(convert([1, "a", [null]]), list(int(1), text("a"), list({})));
  // deno-lint-ignore no-sparse-arrays -- holes are what is tested
  deepEqual(convert([, 1]), list({}, int(1)));
  deepEqual(convert(new Set(["a"])), list(text("a")));
  deepEqual(convert(new Float32Array([0.5])), list({ doubleValue: 0.5 }));
  deepEqual(convert(new BigInt64Array([-1n])), list(int(-1n)));
  deepEqual(convert({ a: { b: 1 }, "": undefined }), map(["a", map(["b", int(1)])], ["", {}]));
  deepEqual(convert(new Map<unknown, unknown>([[1, [2]]])), map(["1", list(int(2))]));
  deepEqual(convert(Object.create(null)), map());
  deepEqual(convert(new (class Dice {})()), map());
});

Deno.test("toAnyValue() takes objects that are more than their properties as text", () => {
  deepEqual(convert(new Date(0)), text("1970-01-01T00:00:00.000Z"));
  deepEqual(convert(new Date(NaN)), text("Invalid Date"));
  deepEqual(convert(new URL("http://dice/")), text("http://dice/"));
  deepEqual(convert(/\d/g), text("/\\d/g"));
  deepEqual(
    convert(Object.assign(new TypeError("no dice"), { code: 7 })),
    text("TypeError: no dice"),
  );
});

Deno.test("toAnyValue() replaces and counts what has no form", () => {
  deepEqual(repair(2n ** 63n), [text("9223372036854775808"), 1]);
  deepEqual(repair(2n ** 5000n), [text("[Truncated]"), 1]);
  deepEqual(repair(Symbol("dice")), [text("Symbol(dice)"), 1]);
  deepEqual(repair(() => "secret"), [text("[Function]"), 1]);
  deepEqual(repair("a\ud83c"), [text("a\ufffd"), 1]);
  deepEqual(repair({ "\udfb2": [-(2n ** 64n)] }), [
    map(["\ufffd", list(text("-18446744073709551616"))]),
    2,
  ]);
});

Deno.test("toAnyValue() ends at a value inside itself, and takes the same value twice beside itself", () => {
  const inner: Record<string, unknown> = { a: 1 };
  inner["self"] = inner;
  deepEqual(repair([inner]), [list(map(["a", int(1)], ["self", text("[Circular]")])), 1]);

  const shared = { a: 1 };
  deepEqual(convert([shared, shared]), list(map(["a", int(1)]), map(["a", int(1)])));
});

Deno.test("toAnyValue() goes 64 levels deep", () => {
  let deep: unknown = "bottom";
  for (let level = 0; level < 64; level++) deep = [deep];
  equal(JSON.stringify(convert(deep)).includes("bottom"), true);
  const [converted, count] = repair([deep]);
  equal(JSON.stringify(converted).includes("bottom"), false);
  equal(JSON.stringify(converted).match(/\[Truncated\]/g)?.length, 1);
  equal(count, 1);
});

Deno.test("toAnyValue() ends after 100,000 values, when few objects stand for more", () => {
  let wide: unknown = 1;
  for (let level = 0; level < 50; level++) {
    wide = level % 2 === 0 ? [wide, wide] : { wide, too: wide };
  }
  const [converted, count] = repair(wide);
  ok(count > 0);
  const values = JSON.stringify(converted).match(/Value"/g)!.length;
  ok(values > 100_000 && values < 110_000, `${values}`);

  const [sparse, one] = repair(new Array(2 ** 32 - 1));
  deepEqual([sparse.arrayValue!.values!.length, one], [100_001, 1]);
});

Deno.test("toAnyValue() replaces what throws, and only that", () => {
  const hostile = {
    a: 1,
    get b(): never {
      throw new Error("no");
    },
    c: {
      toString(): never {
        throw new Error("no");
      },
    },
    d: new Proxy({}, {
      ownKeys(): never {
        throw new Error("no");
      },
    }),
    e: new Proxy(new Uint8Array(1), {}),
  };
  Object.defineProperty(hostile.c, "toString", { enumerable: false });
  const unreadable = text("[Unreadable]");
  const [converted, count] = repair(hostile);
  deepEqual(converted.kvlistValue!.values!.slice(0, 4), [
    { key: "a", value: int(1) },
    { key: "b", value: unreadable },
    { key: "c", value: unreadable },
    { key: "d", value: unreadable },
  ]);
  equal(count >= 3, true);
  const { proxy, revoke } = Proxy.revocable([], {});
  revoke();
  deepEqual(repair([proxy]), [list(unreadable), 1]);
});

Deno.test("toAnyValue() cuts texts and bytes that are too long", () => {
  const repairs = { count: 0, maxLength: 2 };
  const value = { long: ["abc", new Uint8Array([1, 2, 3]), new ArrayBuffer(2)] };
  deepEqual(
    toAnyValue(value, repairs),
    map([
      "lo",
      list(text("ab"), { bytesValue: new Uint8Array([1, 2]) }, {
        bytesValue: new Uint8Array(2),
      }),
    ]),
  );
  equal(repairs.count, 3);
});
