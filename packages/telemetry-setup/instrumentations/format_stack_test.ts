import assert from "node:assert/strict";
import { formatStack } from "./format_stack.ts";

const withStack = <E extends Error>(error: E, stack: string): E => Object.assign(error, { stack });

Deno.test("formatStack() tells the causes, to the first that is no error", () => {
  const innermost = withStack(new TypeError("c", { cause: { code: 7 } }), "C");
  const middle = withStack(new Error("b", { cause: innermost }), "B");
  const outer = withStack(new Error("a", { cause: middle }), "A");
  assert.equal(formatStack(outer), "A\nCaused by: B\nCaused by: C\nCaused by: { code: 7 }");
  assert.equal(
    formatStack(withStack(new Error("a", { cause: "tired" }), "A")),
    "A\nCaused by: tired",
  );
});

Deno.test("formatStack() tells the errors of an AggregateError", () => {
  const both = withStack(
    new AggregateError([withStack(new Error("x"), "X"), "y"], "both", { cause: 1 }),
    "BOTH",
  );
  assert.equal(formatStack(both), "BOTH\nError 1: X\nError 2: y\nCaused by: 1");
});

Deno.test("formatStack() ends, when an error is its own cause or has endless causes", () => {
  const own = withStack(new Error("a"), "A");
  own.cause = own;
  assert.equal(formatStack(own), "A");
  const endless = (): Error =>
    withStack(
      Object.defineProperty(new Error("a"), "cause", { get: endless }),
      "A",
    );
  assert.equal(formatStack(endless())?.split("\n").length, 20);
});

Deno.test("formatStack() is undefined, when there is none", () => {
  const error = new Error("a");
  delete error.stack;
  assert.equal(formatStack(error), undefined);
});
