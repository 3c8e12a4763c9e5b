import assert from "node:assert/strict";
import { createConsoleTexts } from "./console_texts.ts";

Deno.test("textOf() counts and measures", () => {
  const { textOf } = createConsoleTexts();
  assert.equal(textOf("count", []), "default: 1");
  assert.equal(textOf("count", ["dice"]), "dice: 1");
  assert.equal(textOf("count", ["dice"]), "dice: 2");
  assert.equal(textOf("countReset", ["dice"]), undefined);
  assert.equal(textOf("count", ["dice"]), "dice: 1");
  assert.equal(textOf("time", ["roll"]), undefined);
  assert.match(textOf("timeLog", ["roll", "so far", 4]) ?? "", /^roll: [\d.]+ms so far 4$/);
  assert.match(textOf("timeEnd", ["roll"]) ?? "", /^roll: [\d.]+ms$/);
});

Deno.test("textOf() lays tables out", () => {
  const text = createConsoleTexts().textOf("table", [[{ player: "alice", result: 4 }]]);
  assert.match(text ?? "", /player[^]*alice/);
});

Deno.test("textOf() is undefined for labels that it does not know, and warns of nothing", () => {
  const { textOf } = createConsoleTexts();
  const warned: unknown[] = [];
  const { warn, error } = console;
  console.warn = console.error = (...data) => void warned.push(data);
  try {
    for (const method of ["countReset", "timeLog", "timeEnd"] as const) {
      assert.equal(textOf(method, ["unknown"]), undefined);
    }
    textOf("time", ["twice"]);
    assert.equal(textOf("time", ["twice"]), undefined);
    textOf("timeEnd", ["twice"]);
    assert.equal(textOf("timeEnd", ["twice"]), undefined);
  } finally {
    Object.assign(console, { warn, error });
  }
  assert.deepEqual(warned, []);
});
