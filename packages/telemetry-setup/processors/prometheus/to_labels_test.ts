import { deepEqual } from "node:assert/strict";
import { toLabels } from "./to_labels.ts";

Deno.test("toLabels() writes lists as JSON and everything else as text", () => {
  const attributes = { flag: true, list: ["a", "b"], number: 1.5, missing: undefined };
  deepEqual(Object.fromEntries(toLabels(attributes, { escape: true })), {
    flag: "true",
    list: '["a","b"]',
    number: "1.5",
  });
});

Deno.test("toLabels() joins values in the order of the attributes' names, when labels collide", () => {
  const attributes = { "a_b": "3", "a.b": "2", "a-b": "1" };
  deepEqual([...toLabels(attributes, { escape: true })], [["a_b", "1;2;3"]]);
  deepEqual([...toLabels(attributes, { escape: false }).keys()], ["a-b", "a.b", "a_b"]);
});
