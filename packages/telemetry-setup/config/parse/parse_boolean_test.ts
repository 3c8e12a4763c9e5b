import assert from "node:assert/strict";
import { parseBoolean } from "./parse_boolean.ts";

for (const text of ["true", "True", "TRUE", "tRuE"]) {
  Deno.test(`parseBoolean() is true, when the text is ${text}`, () => {
    assert.deepEqual(parseBoolean(text), { value: true });
  });
}

for (const text of ["false", "False", "FALSE"]) {
  Deno.test(`parseBoolean() is false, when the text is ${text}`, () => {
    assert.deepEqual(parseBoolean(text), { value: false });
  });
}

for (const text of ["1", "0", "yes", "no", "on", "t", "truee", "tr ue", "null", "ｔｒｕｅ"]) {
  Deno.test(`parseBoolean() is false with a complaint, when the text is ${text}`, () => {
    assert.deepEqual(parseBoolean(text), {
      value: false,
      expected: "true or false",
      used: "false",
    });
  });
}
