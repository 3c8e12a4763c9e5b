import assert from "node:assert/strict";
import { diag } from "@opentelemetry/api";
import { createLate } from "./create_late.ts";

Deno.test("createLate() makes it once, when it is needed first", () => {
  let made = 0;
  const late = createLate(() => ({ number: ++made }), {
    instead: { number: 0 },
    failure: "Cannot count",
  });
  assert.equal(late.peek(), undefined);
  assert.equal(made, 0);
  const first = late.get();
  assert.deepEqual(first, { number: 1 });
  assert.equal(late.get(), first);
  assert.equal(late.peek(), first);
  assert.equal(made, 1);
});

Deno.test("createLate() gives what there is instead, and says why once, when it cannot be made", () => {
  const warnings: unknown[][] = [];
  const ignore = () => {};
  diag.setLogger({
    error: ignore,
    warn: (...given) => void warnings.push(given),
    info: ignore,
    debug: ignore,
    verbose: ignore,
  }, { suppressOverrideMessage: true });
  try {
    const error = new Error("planned");
    const instead = {};
    let asked = 0;
    const late = createLate<object>(() => {
      asked++;
      throw error;
    }, { instead, failure: "Cannot count" });
    assert.equal(late.get(), instead);
    assert.equal(late.get(), instead);
    assert.equal(asked, 1);
    assert.deepEqual(warnings, [["Cannot count", error]]);
  } finally {
    diag.disable();
  }
});
