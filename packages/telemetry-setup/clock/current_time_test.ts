import assert from "node:assert/strict";
import { currentTime } from "./current_time.ts";

Deno.test("currentTime() agrees with Date.now() to within a tenth of a second", () => {
  const [seconds, nanoseconds] = currentTime();
  assert.ok(Math.abs(seconds * 1000 + nanoseconds / 1e6 - Date.now()) < 100);
});

Deno.test("currentTime() never goes backwards and keeps nanoseconds below a second", () => {
  let last = currentTime();
  for (let i = 0; i < 10_000; i++) {
    const next = currentTime();
    assert.ok(next[0] > last[0] || (next[0] === last[0] && next[1] >= last[1]));
    assert.ok(next[1] >= 0 && next[1] < 1e9 && Number.isInteger(next[1]));
    last = next;
  }
});
