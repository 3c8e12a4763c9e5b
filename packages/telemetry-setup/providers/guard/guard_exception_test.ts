import { deepEqual, equal } from "node:assert/strict";
import { createGuard } from "./guard.ts";
import { guardException } from "./guard_exception.ts";

const guard = createGuard(() => {});

Deno.test("guardException() reads code, name, message and stack, as far as they are texts", () => {
  const error = Object.assign(new TypeError("no"), { stack: "here", code: "EDICE", more: 1 });
  deepEqual(guardException(error, guard), {
    code: "EDICE",
    name: "TypeError",
    message: "no",
    stack: "here",
  });
  deepEqual(guardException({ code: 7, name: {}, message: Symbol("x") }, guard), { code: "7" });
});

Deno.test("guardException() takes what is no object as text, and an object that says nothing by its kind", () => {
  for (const [thrown, text] of [["no", "no"], [7, "7"], [null, "null"], [2n, "2"]] as const) {
    equal(guardException(thrown, guard), text);
  }
  equal(guardException(Symbol("s"), guard), "Symbol(s)");
  equal(guardException({ a: 1 }, guard), "[object Object]");
});

Deno.test("guardException() leaves out what throws when it is read", () => {
  const thrown = {
    name: "DiceError",
    get message() {
      throw new Error("no");
    },
  };
  deepEqual(guardException(thrown, guard), { name: "DiceError", message: "[Unreadable]" });
});
