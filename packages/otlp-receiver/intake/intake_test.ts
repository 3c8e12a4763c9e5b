import assert from "node:assert/strict";
import { createIntake } from "./intake.ts";

Deno.test("createIntake() lets in as many requests as it may, and more once one is done", () => {
  const intake = createIntake({ maxInFlightRequests: 2 });
  using _first = intake.enter();
  const second = intake.enter();
  assert.ok(second !== undefined);
  assert.equal(intake.enter(), undefined);
  second[Symbol.dispose]();
  using third = intake.enter();
  assert.ok(third !== undefined);
});

Deno.test("createIntake() counts the bytes of all requests, and gives them back", () => {
  const intake = createIntake({ maxInFlightBytes: 100 });
  const first = intake.enter()!;
  const second = intake.enter()!;
  assert.equal(first.take(60), true);
  assert.equal(second.take(40), true);
  assert.equal(second.take(1), false);
  first[Symbol.dispose]();
  assert.equal(second.take(60), true);
});

Deno.test("createIntake() lets in a request that is alone, however large", () => {
  const intake = createIntake({ maxInFlightBytes: 100 });
  const alone = intake.enter()!;
  assert.equal(alone.take(80), true);
  assert.equal(alone.take(80), true);
  assert.equal(intake.enter()!.take(1), false);
});
