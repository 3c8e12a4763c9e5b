import assert from "node:assert/strict";
import { parseJsonSequence } from "./parse_json_sequence.ts";

Deno.test("parseJsonSequence() splits objects, when they are indented and follow each other directly", () => {
  const objects = [{ a: [{ b: 1 }, {}] }, {}, { c: null, d: -1.5e3, e: true }];
  for (const indent of [undefined, 2, 4]) {
    for (const separator of ["", "\n", "\n\n"]) {
      const text = objects.map((one) => JSON.stringify(one, null, indent)).join(separator);
      assert.deepEqual(parseJsonSequence(text), objects);
    }
  }
});

Deno.test("parseJsonSequence() is not misled, when strings hold braces, quotes and escapes", () => {
  const objects = [{ '}{"': '\\"{', "\\": "\u0000\n}" }, { x: '"' }];
  assert.deepEqual(
    parseJsonSequence(objects.map((one) => JSON.stringify(one)).join("\n")),
    objects,
  );
});

Deno.test("parseJsonSequence() returns nothing, when there is only white space", () => {
  assert.deepEqual(parseJsonSequence(" \n"), []);
});

Deno.test("parseJsonSequence() throws with the place, when something else stands between", () => {
  assert.throws(() => parseJsonSequence('{"a":1}\nListening on 8080\n{}'), {
    name: "SyntaxError",
    message: 'Cannot read JSON objects: "Listening on 8080\\n{}" at 8 is none',
  });
  for (const text of ["}", '"x"', '"', "[{}]", "{} 1", '{"a":1,}']) {
    assert.throws(() => parseJsonSequence(text), SyntaxError, text);
  }
});

Deno.test("parseJsonSequence() throws, when the last object breaks off", () => {
  for (const text of ['{"a":{}', '{} {"a":"', "{"]) {
    assert.throws(() => parseJsonSequence(text), SyntaxError, text);
  }
});
