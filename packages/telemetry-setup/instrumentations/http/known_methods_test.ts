import assert from "node:assert/strict";
import { createKnownMethods } from "./known_methods.ts";

Deno.test("createKnownMethods() finds those that are known, in whatever order they come", () => {
  const findMethod = createKnownMethods(["GET", "PUT", ""]);
  const sent = ["GET", "ROLL", "PUT", "PUT", "GET", "", "get", "", "GET"];
  const found = sent.map((method) => findMethod(method));
  assert.deepEqual(found, ["GET", undefined, "PUT", "PUT", "GET", "", undefined, "", "GET"]);
});

Deno.test("createKnownMethods() knows nothing, when there is nothing to be known", () => {
  assert.equal(createKnownMethods([])("GET"), undefined);
});
