import assert from "node:assert/strict";
import { NodeHeaders } from "./node_headers.ts";

Deno.test("NodeHeaders reads numbers, lists and cookies to be set", () => {
  const headers = new NodeHeaders({
    "content-length": 4,
    vary: ["a", "b"],
    "set-cookie": ["a=1", "b=2"],
    gone: undefined,
  });
  assert.equal(headers.get("content-length"), "4");
  assert.equal(headers.get("vary"), "a, b");
  assert.equal(headers.get("gone"), null);
  assert.equal(headers.get("accept"), null);
  assert.deepEqual(headers.getSetCookie(), ["a=1", "b=2"]);
  assert.deepEqual(new NodeHeaders({ "set-cookie": "a=1" }).getSetCookie(), ["a=1"]);
  assert.deepEqual(new NodeHeaders({}).getSetCookie(), []);
});

Deno.test("NodeHeaders knows nothing of what every object has", () => {
  for (const record of [{}, Object.create(null)]) {
    const headers = new NodeHeaders(record);
    for (const name of ["constructor", "__proto__", "toString", "hasOwnProperty"]) {
      assert.equal(headers.get(name), null);
    }
  }
});
