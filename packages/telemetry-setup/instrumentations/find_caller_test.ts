import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { findCaller } from "./find_caller.ts";

const PATH = fileURLToPath(import.meta.url);

function log(skip?: RegExp) {
  return findCaller({ below: log, ...skip && { skip } });
}
class Dice {
  roll() {
    return log();
  }
}

Deno.test("findCaller() tells file, line and function of who called", () => {
  const { "code.line.number": line, ...rest } = new Dice().roll();
  assert.deepEqual(rest, { "code.file.path": PATH, "code.function.name": "Dice.roll" });
  assert.equal(line, 12);
});

Deno.test("findCaller() tells no function, when it has no name", () => {
  const [attributes] = [0].map(() => log());
  assert.deepEqual(Object.keys(attributes ?? {}), ["code.file.path", "code.line.number"]);
});

Deno.test("findCaller() skips the functions of a logger, and finds nothing where all are", () => {
  assert.deepEqual(Object.keys(log(/find_caller_test/)).includes("code.file.path"), true);
  assert.notEqual(log(/find_caller_test/)["code.file.path"], PATH);
  assert.deepEqual(log(/./), {});
});

Deno.test("findCaller() leaves the limit of stacks as it was, and never throws", () => {
  const { stackTraceLimit, prepareStackTrace } = Error;
  try {
    Error.stackTraceLimit = 3;
    Error.prepareStackTrace = () => {
      throw new Error("an application's own");
    };
    assert.deepEqual(log(), {});
    assert.equal(Error.stackTraceLimit, 3);
  } finally {
    Object.assign(Error, { stackTraceLimit, prepareStackTrace });
  }
});
