import { deepEqual, equal } from "node:assert/strict";
import { toKeyValues } from "./to_key_values.ts";

Deno.test("toKeyValues() keeps the attributes' order, and empty values", () => {
  const repairs = { count: 0 };
  deepEqual(toKeyValues({ b: 1, a: null, c: undefined }, repairs), [
    { key: "b", value: { intValue: 1 } },
    { key: "a", value: {} },
    { key: "c", value: {} },
  ]);
  deepEqual(toKeyValues(undefined, repairs), []);
  equal(repairs.count, 0);
});

Deno.test("toKeyValues() replaces the one that cannot be read", () => {
  const repairs = { count: 0 };
  const attributes = {
    get a(): never {
      throw new Error("no");
    },
    "\ud83c": true,
  };
  deepEqual(toKeyValues(attributes, repairs), [
    { key: "a", value: { stringValue: "[Unreadable]" } },
    { key: "\ufffd", value: { boolValue: true } },
  ]);
  equal(repairs.count, 2);
});

Deno.test("toKeyValues() is empty, when there is no knowing what the attributes are", () => {
  const repairs = { count: 0 };
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  deepEqual(toKeyValues(proxy, repairs), []);
  equal(repairs.count, 1);
});
