import assert from "node:assert/strict";
import { createMeasuredRequests, type MeasuredKind } from "./measured_requests.ts";

const KIND: MeasuredKind = {
  method: "GET",
  scheme: "http",
  protocolVersion: undefined,
  route: "/rolldice",
  status: 200,
  errorType: undefined,
};

const KINDS: readonly MeasuredKind[] = [
  KIND,
  { ...KIND, method: "POST" },
  { ...KIND, method: "_OTHER" },
  { ...KIND, scheme: "https" },
  { ...KIND, protocolVersion: "1.1" },
  { ...KIND, route: undefined },
  { ...KIND, route: "" },
  { ...KIND, status: undefined, errorType: "RangeError" },
  { ...KIND, status: 500 },
  { ...KIND, status: 500, errorType: "500" },
];

Deno.test("createMeasuredRequests() finds the same for what is alike, in any order", () => {
  const find = createMeasuredRequests();
  const found = KINDS.map(find);
  assert.equal(new Set(found).size, KINDS.length);
  for (const kind of [...KINDS, ...KINDS.toReversed()]) {
    const one = find({ ...kind });
    assert.equal(one, found[KINDS.indexOf(kind)]);
    assert.equal(one.attributes, found[KINDS.indexOf(kind)]?.attributes);
  }
});

Deno.test("createMeasuredRequests() has attributes for what is known, and for nothing else", () => {
  const find = createMeasuredRequests();
  assert.deepEqual(find(KIND).attributes, {
    "http.request.method": "GET",
    "url.scheme": "http",
    "http.route": "/rolldice",
    "http.response.status_code": 200,
  });
  const failed = { ...KIND, status: undefined, errorType: "RangeError", route: undefined };
  assert.deepEqual(find({ ...failed, protocolVersion: "2" }).attributes, {
    "http.request.method": "GET",
    "url.scheme": "http",
    "network.protocol.version": "2",
    "error.type": "RangeError",
  });
});

Deno.test("createMeasuredRequests() names a span by method and route", () => {
  const find = createMeasuredRequests();
  const names = KINDS.slice(0, 7).map((kind) => find(kind).name);
  const named = "GET /rolldice";
  assert.deepEqual(names, [named, "POST /rolldice", "HTTP /rolldice", named, named, "GET", "GET "]);
});

Deno.test("createMeasuredRequests() keeps a thousand routes, and answers for others all the same", () => {
  const find = createMeasuredRequests();
  for (let n = 0; n < 3000; n++) {
    const kind = { ...KIND, route: `/${n}` };
    assert.equal(find(kind).attributes["http.route"], `/${n}`);
    find(KIND);
    const again = find(kind);
    find(KIND);
    // The thousandth is KIND itself.
    assert.equal(find(kind) === again, n < 999, String(n));
  }
  for (let status = 0; status < 200; status++) {
    assert.equal(find({ ...KIND, status }).attributes["http.response.status_code"], status);
  }
});
