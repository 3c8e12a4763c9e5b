import assert from "node:assert/strict";
import { format } from "node:util";
import { createStderrConsole } from "./stderr_console.ts";

function create() {
  const printed: string[] = [];
  return { printed, console: createStderrConsole((...data) => printed.push(format(...data))) };
}

Deno.test("createStderrConsole() keeps counters and timers between calls", () => {
  const { printed, console } = create();
  console.count();
  console.count("c");
  console.count("c");
  console.countReset("c");
  console.count("c");
  console.time("t");
  console.timeLog("t", "so far");
  console.timeEnd("t");
  assert.deepEqual(printed.slice(0, 4), ["default: 1", "c: 1", "c: 2", "c: 1"]);
  assert.match(printed[4] ?? "", /^t: .*ms so far$/);
  assert.match(printed[5] ?? "", /^t: .*ms$/);
  assert.equal(printed.length, 6);
});

Deno.test("createStderrConsole() prints objects as Deno does, with the options of dir()", () => {
  const { printed, console } = create();
  const deep = { a: { b: { c: { d: {} } } } };
  console.dir(deep);
  console.dir(deep, { depth: 0 } as object);
  console.dirxml({ a: 1 }, "text");
  console.dir("100%s");
  assert.deepEqual(printed, [Deno.inspect(deep), "{ a: [Object] }", "{ a: 1 } text", "100%s"]);
});

Deno.test("createStderrConsole() lays tables out and clears nothing", () => {
  const { printed, console } = create();
  console.table([{ player: "alice", result: 4 }]);
  console.clear();
  assert.equal(printed.length, 1);
  assert.match(printed[0] ?? "", /player[^]*alice/);
});
