import assert from "node:assert/strict";
import { describeUsed } from "./describe_used.ts";

const ROW = { name: "OTEL_X", type: "list", description: "Something" } as const;

Deno.test("describeUsed() names a value that is not the default as it is", () => {
  assert.equal(
    describeUsed({ ...ROW, default: ["a"], defaultText: "a letter" }, ["b", "c"]),
    "b,c",
  );
});

Deno.test("describeUsed() names the default in the table's words, where there are some", () => {
  const letters = ["a"];
  assert.equal(
    describeUsed({ ...ROW, default: letters, defaultText: "a letter" }, letters),
    "a letter",
  );
  assert.equal(describeUsed({ ...ROW, defaultText: "no limit" }, null), "no limit");
});

Deno.test("describeUsed() says none of nothing, and of what is empty", () => {
  for (const value of [null, undefined, "", []]) assert.equal(describeUsed(ROW, value), "none");
});
