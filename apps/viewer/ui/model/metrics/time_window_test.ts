import { deepEqual } from "node:assert/strict";
import { timeWindow } from "./time_window.ts";

Deno.test("timeWindow() has half a minute around a single point, and else what the data has", () => {
  deepEqual(timeWindow(1000, 1000), [985, 1015]);
  deepEqual(timeWindow(1000, 1010), [990, 1020]);
  deepEqual(timeWindow(1000, 1040), [1000, 1040]);
});
