import assert from "node:assert/strict";
import { toAnyValue } from "./to_any_value.ts";

Deno.test("toAnyValue() keeps what can be carried and writes the rest as text", () => {
  const bytes = new Uint8Array([1]);
  const cases: [unknown, unknown][] = [
    ["text", "text"],
    [1.5, 1.5],
    [true, true],
    [null, null],
    [undefined, null],
    [bytes, bytes],
    [10n ** 30n, "1000000000000000000000000000000"],
    [Symbol("s"), "Symbol(s)"],
    [new TypeError("no"), "TypeError: no"],
    [[1, [undefined, "x"]], [1, [null, "x"]]],
    [{ a: { b: 1 } }, { a: { b: 1 } }],
    [{}, {}],
    [Object.create(null), {}],
    [new Float32Array([1, 2]), [1, 2]],
    [new URL("http://localhost/a"), "http://localhost/a"],
    [new Map([["a", 1]]), 'Map(1) { "a" => 1 }'],
    [/x/, "/x/"],
    [
      new (class Point {
        x = 1;
      })(),
      { x: 1 },
    ],
    [{ toJSON: () => [1] }, [1]],
  ];
  for (const [value, expected] of cases) assert.deepEqual(toAnyValue(value), expected);
});

Deno.test("toAnyValue() ends at cycles and great depth", () => {
  const cycle: Record<string, unknown> = {};
  cycle["self"] = cycle;
  assert.deepEqual(toAnyValue(cycle), { self: "…" });
  const endless = { toJSON: () => endless };
  assert.equal(toAnyValue(endless), "…");
  let deep: unknown = "bottom";
  for (let i = 0; i < 100_000; i++) deep = [deep];
  assert.ok(JSON.stringify(toAnyValue(deep)).includes("…"));
});

Deno.test("toAnyValue() survives getters that throw and invalid dates", () => {
  const hostile = {
    get secret(): string {
      throw new Error("boom");
    },
  };
  const fails = () => {
    throw new Error("boom");
  };
  assert.equal(toAnyValue(hostile), "(a value that cannot be read)");
  assert.equal(toAnyValue({ toJSON: fails }), "(a value that cannot be read)");
  assert.equal(
    toAnyValue(Object.assign(() => {}, { toString: fails })),
    "(a value that cannot be read)",
  );
  assert.equal(
    toAnyValue(new Proxy({}, { getPrototypeOf: fails })),
    "(a value that cannot be read)",
  );
  assert.equal(toAnyValue(new Proxy({}, { ownKeys: fails })), "(a value that cannot be read)");
  assert.equal(toAnyValue(new Date(NaN)), "(a value that cannot be read)");
});

Deno.test("toAnyValue() does not pollute a prototype", () => {
  const value = toAnyValue(JSON.parse('{"__proto__":{"polluted":true}}'));
  assert.equal((value as Record<string, unknown>)["polluted"], undefined);
});
