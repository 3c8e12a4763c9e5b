import type { Attributes } from "@opentelemetry/api";
import { equal, throws } from "node:assert/strict";
import { Random } from "../testdata/random.ts";
import { AttributePaths } from "./attribute_paths.ts";
import { attributesKey } from "./attributes_key.ts";

Deno.test("find() finds what was inserted, for any object with the same members", () => {
  const paths = new AttributePaths<string>();
  paths.insert({ a: 1, b: "x" }, "found");
  equal(paths.find({ a: 1, b: "x" }), "found");
  equal(paths.find(Object.assign(Object.create(null), { a: 1, b: "x" })), "found");
});

Deno.test("find() finds nothing with another value, fewer members, more, or another order", () => {
  const paths = new AttributePaths<string>();
  paths.insert({ a: 1, b: "x" }, "found");
  for (const other of [{ a: 1, b: "y" }, { a: "1", b: "x" }, { a: 1 }, {}, { b: "x", a: 1 }]) {
    equal(paths.find(other), undefined, JSON.stringify(other));
  }
  equal(paths.find({ a: 1, b: "x", c: true }), undefined);
  equal(paths.find(undefined), undefined);
});

Deno.test("find() sees that an object was changed", () => {
  const paths = new AttributePaths<string>();
  const attributes: Attributes = { a: 1 };
  paths.insert(attributes, "one");
  equal(paths.find(attributes), "one");
  attributes["a"] = 2;
  equal(paths.find(attributes), undefined);
  paths.insert(attributes, "two");
  attributes["b"] = 3;
  equal(paths.find(attributes), undefined);
  equal(paths.find({ a: 1 }), "one");
  equal(paths.find({ a: 2 }), "two");
});

Deno.test("find() finds nothing for objects that may inherit members", () => {
  const paths = new AttributePaths<string>();
  paths.insert({ a: 1, b: 2 }, "found");
  const inherits = Object.assign(Object.create({ b: 2 }), { a: 1 });
  equal(paths.find(inherits), undefined);
});

Deno.test("find() throws what reading throws", () => {
  const paths = new AttributePaths<string>();
  paths.insert({ a: 1 }, "found");
  const throwing = {
    get a(): number {
      throw new RangeError("no");
    },
  };
  throws(() => paths.find(throwing), RangeError);
});

Deno.test("AttributePaths finds what belongs to nothing for nothing and for an empty object", () => {
  const paths = new AttributePaths<string>();
  paths.insert({}, "nothing");
  equal(paths.find(undefined), "nothing");
  equal(paths.find({}), "nothing");
});

Deno.test("AttributePaths takes any value of an ignored key, and its absence for another path", () => {
  const paths = new AttributePaths<string>({ ignores: (key) => key === "user" });
  paths.insert({ a: 1, user: "ann", b: 2 }, "found");
  equal(paths.find({ a: 1, user: "bob", b: 2 }), "found");
  equal(paths.find({ a: 1, user: [], b: 2 }), "found");
  equal(paths.find({ a: 1, user: "bob", b: 3 }), undefined);
  equal(paths.find({ a: 1, b: 2 }), undefined);
});

Deno.test("AttributePaths forgets all, when there would be one too many, and when it is told to", () => {
  const paths = new AttributePaths<number>({ maxSize: 2 });
  for (const n of [1, 2]) paths.insert({ n }, n);
  equal(paths.find({ n: 1 }), 1);
  paths.insert({ n: 3 }, 3);
  equal(paths.find({ n: 1 }), undefined);
  equal(paths.find({ n: 3 }), 3);
  paths.clear();
  equal(paths.find({ n: 3 }), undefined);
});

Deno.test("AttributePaths remembers more, when it is told to later", () => {
  const paths = new AttributePaths<number>({ maxSize: 1 });
  paths.insert({ n: 1 }, 1);
  paths.maxSize = 2;
  paths.insert({ n: 2 }, 2);
  equal(paths.find({ n: 1 }), 1);
});

Deno.test("AttributePaths gives what a map of texts gives, whatever is looked up", () => {
  const random = new Random(7);
  const paths = new AttributePaths<string>();
  const known = new Set<string>();
  let found = 0;
  for (let step = 0; step < 20_000; step++) {
    const keys = random.shuffle(["a", "b", "c", "d"]).slice(0, random.below(5));
    const values = [0, 1, "0", "1", true, false, null, ""];
    const attributes: Attributes = Object.fromEntries(
      keys.map((key) => [key, random.pick(values)]),
    );
    // The order counts here.
    const path = JSON.stringify(Object.entries(attributes));
    const expected = known.has(path) ? attributesKey(attributes) : undefined;
    equal(paths.find(attributes), expected, path);
    if (expected !== undefined) found++;
    else if (known.size < 2000) {
      paths.insert(attributes, attributesKey(attributes));
      known.add(path);
    }
  }
  equal(found > 1000, true, `found ${found}`);
});
