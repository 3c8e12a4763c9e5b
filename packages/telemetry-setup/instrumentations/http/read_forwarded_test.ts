import assert from "node:assert/strict";
import { readForwarded } from "./read_forwarded.ts";

/** What is known, without what is not. */
function read(headers: HeadersInit): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(readForwarded(new Headers(headers))).filter(([, value]) => value !== undefined),
  );
}

for (
  const [forwarded, expected] of [
    ["for=192.0.2.43", { client: "192.0.2.43" }],
    ["For=192.0.2.43:8080; Proto=HTTPS", {
      client: "192.0.2.43",
      clientPort: 8080,
      scheme: "https",
    }],
    ['for="[2001:db8::1]"', { client: "2001:db8::1" }],
    ["for=192.0.2.43, for=198.51.100.17", { client: "192.0.2.43" }],
    ['by="a,b;c";host="Dice.Example:8443";for=192.0.2.1', {
      client: "192.0.2.1",
      host: "dice.example",
      port: 8443,
    }],
    ["for=unknown;proto=http", { scheme: "http" }],
    ["for=_hidden", {}],
    ['for="192.0.2.1\\:5"', { client: "192.0.2.1", clientPort: 5 }],
    ["for=192.0.2.1:99999", { client: "192.0.2.1" }],
    ["for=1;for=2", { client: "1" }],
    ["proto=javascript;host=a/b;for=a b", {}],
    ['for="', {}],
    ["__proto__=1", {}],
    ["", {}],
    [`for=${"a".repeat(300)}`, {}],
  ] as const
) {
  Deno.test(`readForwarded() reads ${JSON.stringify(forwarded.slice(0, 60))}`, () => {
    assert.deepEqual(read({ forwarded }), expected);
  });
}

Deno.test("readForwarded() reads the headers of before RFC 7239, the first of each list", () => {
  assert.deepEqual(
    read({
      "x-forwarded-for": "203.0.113.9, 10.0.0.1",
      "x-forwarded-proto": "https,http",
      "x-forwarded-host": "dice.example, proxy",
    }),
    { client: "203.0.113.9", scheme: "https", host: "dice.example" },
  );
  assert.deepEqual(read({ "x-forwarded-for": "2001:db8::7" }), { client: "2001:db8::7" });
});

Deno.test("readForwarded() takes nothing of the older headers, when there is the newer one", () => {
  assert.deepEqual(read({ forwarded: "proto=https", "x-forwarded-for": "203.0.113.9" }), {
    scheme: "https",
  });
});
