import assert from "node:assert/strict";
import type { Attributes } from "@opentelemetry/api";
import { type AttributeList, toAttributes } from "../../attributes/to_attributes.ts";
import { createGuard } from "../../guard/guard.ts";
import { addAttributes } from "./add_attributes.ts";

function add(attributes: unknown, options: { maxCount?: number; simple?: boolean } = {}) {
  const { maxCount = 128, simple = false } = options;
  let repaired = 0;
  const guard = createGuard((count) => void (repaired += count));
  const list: AttributeList = [];
  const rules = { guard, maxCount, maxLength: 5, simple };
  const dropped = addAttributes(list, attributes as Attributes, rules);
  return { list, dropped, repaired };
}

Deno.test("addAttributes() takes what is an attribute, in its order", () => {
  const { list, dropped, repaired } = add({ a: "x", b: 1.5, c: false, d: null, e: undefined });
  assert.deepEqual(list, ["a", "x", "b", 1.5, "c", false, "d", null]);
  assert.deepEqual([dropped, repaired], [0, 0]);
});

Deno.test("addAttributes() copies objects, and cuts texts within them", () => {
  const tags = ["longer", { a: "longer" }];
  const { list } = add({ tags });
  tags.push("later");
  assert.deepEqual(list, ["tags", ["longe", { a: "longe" }]]);
});

Deno.test("addAttributes() drops and counts what is beyond the limit, and what has no key", () => {
  const { list, dropped } = add({ "": 1, a: 1, b: undefined, c: 2, d: 3 }, { maxCount: 2 });
  assert.deepEqual(list, ["a", 1, "c", 2]);
  assert.equal(dropped, 2);
});

Deno.test("addAttributes() leaves out of events what is not simple", () => {
  const { list, dropped } = add(
    { map: { a: 1 }, none: null, bytes: new Uint8Array(1), mixed: [1, "a"], tags: ["a", null] },
    { simple: true },
  );
  assert.deepEqual(list, ["tags", ["a", null]]);
  assert.equal(dropped, 4);
});

Deno.test("addAttributes() repairs what is no attribute, and counts it", () => {
  const { list, repaired } = add(JSON.parse('{"__proto__":1,"a":2}'));
  assert.deepEqual(toAttributes(list), { "[__proto__]": 1, a: 2 });
  assert.equal(repaired, 1);
  const unreadable = add({
    a: 1,
    get b(): never {
      throw new Error("no");
    },
  });
  assert.deepEqual(unreadable.list, ["a", 1, "b", "[Unre"]);
  assert.equal(unreadable.repaired, 1);
  assert.deepEqual(add(new Map([["a", 1]])).list, []);
});

Deno.test("addAttributes() leaves inherited properties alone", () => {
  assert.deepEqual(
    add(Object.create({ inherited: 1 }, { own: { value: 2, enumerable: true } })).list,
    [
      "own",
      2,
    ],
  );
});

Deno.test("addAttributes() leaves alone what all objects of the process were given", () => {
  const stray = { configurable: true, enumerable: true, value: "stray" };
  Object.defineProperty(Object.prototype, "stray", stray);
  try {
    assert.deepEqual(add({ own: 1 }).list, ["own", 1]);
  } finally {
    delete (Object.prototype as { stray?: unknown }).stray;
  }
});
