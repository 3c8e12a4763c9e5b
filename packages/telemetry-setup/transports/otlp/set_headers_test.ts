import assert from "node:assert/strict";
import { setHeaders } from "./set_headers.ts";

Deno.test("setHeaders() names the header that cannot be set, and tells nothing of its value", () => {
  const headers = new Headers();
  const configured = { "x-first": "1", "x-token": "hush\nhush", "x-last": "3" };
  assert.throws(
    () => setHeaders(configured, (name, value) => headers.set(name, value)),
    new TypeError('Cannot send the header "x-token": it is malformed'),
  );
});

Deno.test("setHeaders() sets all headers", () => {
  const set: string[][] = [];
  setHeaders({ a: "1", B: "" }, (...header) => set.push(header));
  assert.deepEqual(set, [["a", "1"], ["B", ""]]);
});
