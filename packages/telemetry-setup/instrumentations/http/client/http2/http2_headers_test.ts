import assert from "node:assert/strict";
import { copyHeaders, headerOf, HTTP2_SETTER, toHeaders } from "./http2_headers.ts";

const BY_NAME = { ":path": "/dice", "X-Sent": ["a", "b"], empty: undefined, count: 4 };
const IN_TURN = [":path", "/dice", "X-Sent", "a", "x-sent", "b", "count", 4];

Deno.test("headerOf() finds a header by its name in lower case, in both forms", () => {
  for (const headers of [BY_NAME, IN_TURN]) {
    assert.equal(headerOf(headers, ":path"), "/dice");
    assert.equal(headerOf(headers, "count"), "4");
    assert.equal(headerOf(headers, "empty"), undefined);
  }
  assert.equal(headerOf([":path"], ":path"), undefined);
});

Deno.test("toHeaders() takes all but pseudo headers", () => {
  for (const headers of [BY_NAME, IN_TURN]) {
    assert.deepEqual([...toHeaders(headers)], [["count", "4"], ["x-sent", "a, b"]]);
  }
});

Deno.test("HTTP2_SETTER takes the place of a header, whatever its case, and leaves the original", () => {
  const marker = Symbol("sensitive");
  const byName = { ":path": "/dice", TraceParent: "old", [marker]: ["x"] };
  const inTurn = [":path", "/dice", "TraceParent", "old", "traceparent", "older"];
  const [changedNames, changedList] = [byName, inTurn].map((headers) => {
    const copy = copyHeaders(headers);
    HTTP2_SETTER.set(copy, "traceparent", "new");
    return copy;
  });
  assert.deepEqual(changedNames, { ":path": "/dice", traceparent: "new", [marker]: ["x"] });
  assert.deepEqual(changedList, [":path", "/dice", "traceparent", "new"]);
  assert.equal(byName.TraceParent, "old");
  assert.equal(inTurn.length, 6);
});
