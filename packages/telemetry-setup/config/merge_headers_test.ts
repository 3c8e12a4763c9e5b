import assert from "node:assert/strict";
import { mergeHeaders } from "./merge_headers.ts";

Deno.test("mergeHeaders() has no headers, when nothing is set", () => {
  assert.deepEqual(mergeHeaders({ headers_list: null }), {});
});

Deno.test("mergeHeaders() ignores a header without a value", () => {
  const headers = [{ name: "a", value: null }, { name: "b" }, { name: "c", value: "" }];
  assert.deepEqual(mergeHeaders({ headers, headers_list: "a=1" }), { a: "1", c: "" });
});

Deno.test("mergeHeaders() keeps the headers, when the list cannot be read", () => {
  const headers = [{ name: "a", value: "1" }];
  assert.deepEqual(mergeHeaders({ headers, headers_list: "=;=" }), { a: "1" });
});
