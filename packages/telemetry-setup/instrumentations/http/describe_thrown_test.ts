import assert from "node:assert/strict";
import { describeThrown } from "./describe_thrown.ts";

Deno.test("describeThrown() tells the type of an error, message and stack", () => {
  const error = new RangeError("too many");
  assert.deepEqual(describeThrown(error), {
    type: "RangeError",
    message: "too many",
    stack: error.stack,
  });
});

Deno.test("describeThrown() prefers the dynamic type to an inherited name, never a code", () => {
  class TeapotError extends Error {}
  const renamed = Object.assign(new Error(), { name: "Renamed" });
  const unnamed = Object.assign(new Error(), { name: "" });
  const coded = Object.assign(new TypeError("no file"), { code: "ENOENT" });
  const cases: [unknown, string][] = [
    [new TeapotError(), "TeapotError"],
    [renamed, "Renamed"],
    [unnamed, "Error"],
    [coded, "TypeError"],
    [new DOMException("gone", "AbortError"), "AbortError"],
    [new Deno.errors.NotFound("gone"), "NotFound"],
  ];
  for (const [error, type] of cases) assert.equal(describeThrown(error).type, type);
});

Deno.test("describeThrown() describes what is no error by its value, without a type", () => {
  const cases: [unknown, string][] = [
    ["boom", "boom"],
    [42, "42"],
    [undefined, "undefined"],
    [null, "null"],
    [Symbol("s"), "Symbol(s)"],
    [{ a: 1 }, "{ a: 1 }"],
  ];
  for (const [thrown, message] of cases) {
    assert.deepEqual(describeThrown(thrown), { type: undefined, message, stack: undefined });
  }
});

Deno.test("describeThrown() survives values that throw when read", () => {
  const hostile = new Error("x");
  Object.defineProperty(hostile, "message", {
    get() {
      throw new Error("read");
    },
  });
  const symbolic = {
    [Symbol.for("Deno.customInspect")]: () => {
      throw new Error("inspect");
    },
  };
  for (const thrown of [hostile, symbolic]) {
    assert.equal(describeThrown(thrown).message, "(a value that cannot be read)");
  }
});

Deno.test("describeThrown() makes text of a message and a stack that are none", () => {
  const odd = Object.assign(new Error(), { message: { a: 1 }, stack: 7 });
  assert.deepEqual(describeThrown(odd), {
    type: "Error",
    message: "[object Object]",
    stack: undefined,
  });
  assert.equal(describeThrown(Object.create(null)).message, "[Object: null prototype] {}");
});
