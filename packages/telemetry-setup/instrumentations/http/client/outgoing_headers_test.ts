import assert from "node:assert/strict";
import { copyHeaders, OUTGOING_HEADERS_SETTER, toHeaders } from "./outgoing_headers.ts";

const input = "http://dice.example/";
const forms: Record<string, () => HeadersInit> = {
  "an object": () => ({ a: "b", "X-C": " d " }),
  "an object without prototype": () => Object.assign(Object.create(null), { a: "b", "X-C": "d" }),
  pairs: () => [["a", "b"], ["X-C", "d"]],
  Headers: () => new Headers({ a: "b", "X-C": "d" }),
  "a Map": () => new Map([["a", "b"], ["X-C", "d"]]) as never,
  "an object of a class": () =>
    new (class {
      a = "b";
      "X-C" = "d";
    })() as never,
  "an object that can be gone through": () =>
    ({ [Symbol.iterator]: () => [["a", "b"], ["x-c", "d"]].values() }) as never,
  "a number": () => ({ a: "b", "x-c": 4 }) as never,
  "an object with what is not ASCII": () => ({ a: "b", "x-c": "\xe9" }),
  "names in two cases": () => ({ a: "b", A: "c" }),
  nothing: () => ({}),
};

for (const [name, create] of Object.entries(forms)) {
  Deno.test(`copyHeaders() has what fetch would send, of ${name}`, () => {
    const copy = copyHeaders({ input, init: { headers: create() } });
    assert.deepEqual([...new Headers(copy)], [...new Headers(create())]);
    assert.deepEqual([...toHeaders(copy)], [...new Headers(create())]);
  });

  Deno.test(`OUTGOING_HEADERS_SETTER takes the place of what is there, of ${name}`, () => {
    const given = create();
    const copy = copyHeaders({ input, init: { headers: given } });
    const expected = new Headers(create());
    for (const set of ["a", "x-c", "traceparent"]) {
      OUTGOING_HEADERS_SETTER.set(copy, set, "ours");
      expected.set(set, "ours");
    }
    assert.deepEqual([...new Headers(copy)], [...expected]);
    assert.deepEqual([...new Headers(given)], [...new Headers(create())]);
  });
}

Deno.test("copyHeaders() has those of a Request, unless the call has some", () => {
  const request = new Request(input, { headers: { a: "b" } });
  const of = (init?: RequestInit) => [...new Headers(copyHeaders({ input: request, init }))];
  assert.deepEqual(of(), [["a", "b"]]);
  assert.deepEqual(of({ method: "POST" }), [["a", "b"]]);
  assert.deepEqual(of({ headers: { c: "d" } }), [["c", "d"]]);
  assert.deepEqual([...request.headers], [["a", "b"]]);
});

Deno.test("copyHeaders() reads what it copies once, and throws what Headers throws", () => {
  let read = 0;
  const headers = {
    get a() {
      return String(++read);
    },
  };
  assert.deepEqual(copyHeaders({ input, init: { headers } }), { a: "1" });
  for (const wrong of [{ "no name": "b" }, { a: "b\nc" }, { a: "\u{1f3b2}" }, 7, [["a"]]]) {
    assert.throws(() => copyHeaders({ input, init: { headers: wrong as never } }), TypeError);
  }
});
