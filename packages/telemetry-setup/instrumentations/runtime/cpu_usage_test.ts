import assert from "node:assert/strict";
import { createCpuMeter } from "./cpu_usage.ts";

Deno.test("createCpuMeter() measures the share since the last measurement", () => {
  const used = [{ user: 400_000, system: 0 }, { user: 1_400_000, system: 500_000 }];
  const times = [1000, 3000];
  const measure = createCpuMeter({
    used: () => used.shift()!,
    now: () => times.shift()!,
    processors: 4,
  });
  assert.deepEqual(measure().utilization, { user: 0.1, system: 0 });
  const { time, utilization } = measure();
  assert.deepEqual(time, { user: 1.4, system: 0.5 });
  assert.deepEqual(utilization, { user: (1.4 - 0.4) / 8, system: 0.0625 });
});

Deno.test("createCpuMeter() has no share, when no time has gone by", () => {
  const used = () => ({ user: 1_000_000, system: 0 });
  const measure = createCpuMeter({ used, now: () => 50, processors: 1 });
  assert.notEqual(measure().utilization, undefined);
  assert.deepEqual(measure(), { time: { user: 1, system: 0 }, utilization: undefined });
});
