import { deepEqual, equal, ok } from "node:assert/strict";
import { formatJson } from "./format_json.ts";

Deno.test("formatJson() writes what JSON.stringify writes, when JSON has a form for the value", () => {
  const value = {
    text: 'a "quoted" \\ line\n\u001b[31m \ud800 ⚄',
    numbers: [0, -0, 1.5, -1e-7, 1e21, Number.MAX_VALUE],
    nested: { yes: true, no: false, nothing: null, list: [[], {}, [[1]]], "": "" },
  };
  equal(formatJson(value), JSON.stringify(value, null, 4));
  for (const scalar of ["", "x", 1, true, null, [], {}]) {
    equal(formatJson(scalar), JSON.stringify(scalar, null, 4));
  }
});

Deno.test("formatJson() writes every digit, when the value is a bigint", () => {
  equal(formatJson(1_795_368_010_406_164_606n), "1795368010406164606");
  equal(formatJson(-(2n ** 64n)), "-18446744073709551616");
});

Deno.test("formatJson() writes the name, when a number is not finite", () => {
  equal(
    formatJson([NaN, Infinity, -Infinity]),
    '[\n    "NaN",\n    "Infinity",\n    "-Infinity"\n]',
  );
});

Deno.test("formatJson() writes null, when the value has no content", () => {
  const value = { a: undefined, b: () => 1, c: Symbol("s"), d: [undefined] };
  deepEqual(JSON.parse(formatJson(value)), { a: null, b: null, c: null, d: [null] });
  equal(formatJson(undefined), "null");
});

Deno.test("formatJson() writes base64, when the value is bytes", () => {
  equal(formatJson(new Uint8Array([0, 255])), '"AP8="');
  equal(formatJson(new Uint8Array()), '""');
});

Deno.test("formatJson() says so in place of a value, when the value is inside itself", () => {
  const list: unknown[] = [1];
  list.push(list);
  const map: Record<string, unknown> = { list };
  map["self"] = map;

  deepEqual(JSON.parse(formatJson(map)), { list: [1, "[Circular]"], self: "[Circular]" });
});

Deno.test("formatJson() writes a value twice, when it is used twice without a cycle", () => {
  const shared = { a: 1 };
  deepEqual(JSON.parse(formatJson([shared, shared])), [shared, shared]);
});

Deno.test("formatJson() cuts, when a value is nested deeper than 64 levels", () => {
  let value: unknown = "bottom";
  for (let level = 0; level < 100_000; level++) value = [value];

  const text = formatJson(value);
  equal(JSON.parse(text).flat(Infinity)[0], "[Truncated]");
  equal(text.split("[").length - 1, 64 + 1);
});

Deno.test("formatJson() keeps the rest, when reading one value throws", () => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  const value = {
    getter: {
      get broken() {
        throw new Error("never mind");
      },
    },
    proxy,
    player: "alice",
  };
  deepEqual(JSON.parse(formatJson(value)), {
    getter: "[Unreadable]",
    proxy: "[Unreadable]",
    player: "alice",
  });
});

Deno.test("formatJson() calls no method of the value, when it has a toJSON", () => {
  deepEqual(JSON.parse(formatJson({ secret: 1, toJSON: () => "other" })), {
    secret: 1,
    toJSON: null,
  });
});

Deno.test("formatJson() escapes what a terminal obeys, when text holds it", () => {
  const text = "\u0000\u001b\u007f\u009b\u2028\u202e\u2066";
  const json = formatJson({ [text]: text });

  // deno-lint-ignore no-control-regex
  ok(!/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/.test(json));
  deepEqual(JSON.parse(json), { [text]: text });
});

Deno.test("formatJson() writes valid JSON, when a map has the keys of every object", () => {
  const value = JSON.parse('{"__proto__":{"polluted":true},"constructor":1}');
  equal(formatJson(value), JSON.stringify(value, null, 4));
});
