import assert from "node:assert/strict";
import { getHeapSpaceStatistics } from "node:v8";
import { DataPointType, type MetricData } from "@opentelemetry/sdk-metrics";
import { DEFAULT_CONFIG } from "../testdata/instrumentation_config.ts";
import { recordTelemetry } from "../testdata/record_telemetry.ts";
import { createRuntimeMetricsInstrumentation } from "./runtime_metrics.ts";

function enable({ collected = true, begun = true } = {}) {
  const telemetry = recordTelemetry();
  const instrumentation = createRuntimeMetricsInstrumentation({ collected });
  const enabled = instrumentation.enable(telemetry, DEFAULT_CONFIG);
  if (begun) enabled.finish?.();
  return {
    collect: async () =>
      Object.fromEntries(
        (await telemetry.collectMetrics()).map((metric) => [metric.descriptor.name, metric]),
      ),
    disable: () => enabled[Symbol.dispose](),
    [Symbol.dispose]() {
      enabled[Symbol.dispose]();
      telemetry[Symbol.dispose]();
    },
  };
}

/** Values by the one attribute that points of the metric have. */
function byAttribute(metric: MetricData | undefined): Record<string, number> {
  return Object.fromEntries((metric?.dataPoints ?? []).map(({ attributes, value }) => {
    const keys = Object.values(attributes).map(String);
    return [keys.join(), value as number];
  }));
}

/** Blocks the event loop for so many milliseconds. */
function block(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}

Deno.test("runtime-metrics records processor time and share, by mode", async () => {
  using telemetry = enable();
  const first = await telemetry.collect();
  block(100);
  const second = await telemetry.collect();
  const times = [first, second].map((metrics) => byAttribute(metrics["process.cpu.time"]));
  assert.deepEqual(Object.keys(times[0]!), ["user", "system"]);
  const sum = times.map(({ user, system }) => user! + system!);
  assert.ok(sum[1]! > sum[0]!);
  const share = byAttribute(second["process.cpu.utilization"]);
  assert.ok(share.user! + share.system! > 0);
});

Deno.test("runtime-metrics records what V8 tells of each part of the heap", async () => {
  using telemetry = enable();
  const metrics = await telemetry.collect();
  const spaces = getHeapSpaceStatistics();
  const names = spaces.map(({ space_name }) => space_name);
  const sizes = byAttribute(metrics["v8js.memory.heap.space.size"]);
  for (
    const name of [
      "v8js.memory.heap.used",
      "v8js.memory.heap.space.size",
      "v8js.memory.heap.space.available_size",
      "v8js.memory.heap.space.physical_size",
    ]
  ) {
    assert.deepEqual(Object.keys(byAttribute(metrics[name])), names, name);
  }
  for (const { space_name, space_size } of spaces) {
    // It grows in steps; the factor allows for what the test itself has come to need.
    const size = sizes[space_name]!;
    assert.ok(Math.abs(size - space_size) <= 8 * 2 ** 20, `${space_name}: ${size}, ${space_size}`);
  }
  const used = Object.values(byAttribute(metrics["v8js.memory.heap.used"]))
    .reduce((sum, value) => sum + value, 0);
  const { heapUsed } = Deno.memoryUsage();
  assert.ok(used > heapUsed / 2 && used < heapUsed * 2, `${used} of ${heapUsed}`);
});

Deno.test("runtime-metrics makes what the conventions say: kind, unit, monotonic or not", async () => {
  using telemetry = enable();
  const metrics = await telemetry.collect();
  const form = (name: string) => {
    const { descriptor, dataPointType } = metrics[name]!;
    const monotonic = "isMonotonic" in metrics[name]! && metrics[name]!.isMonotonic;
    return [DataPointType[dataPointType], descriptor.unit, monotonic];
  };
  assert.deepEqual(form("process.cpu.time"), ["SUM", "s", true]);
  assert.deepEqual(form("process.memory.usage"), ["SUM", "By", false]);
  assert.deepEqual(form("process.uptime"), ["GAUGE", "s", false]);
  assert.deepEqual(form("v8js.memory.heap.used"), ["SUM", "By", false]);
});

Deno.test("runtime-metrics begins by itself, when the modules have run", async () => {
  using telemetry = enable({ begun: false });
  assert.deepEqual(await telemetry.collect(), {});
  const { promise, resolve } = Promise.withResolvers<void>();
  setTimeout(resolve, 0);
  await promise;
  assert.ok((await telemetry.collect())["process.cpu.time"]);
});

Deno.test("runtime-metrics never begins, when it has ended before", async () => {
  using telemetry = enable({ begun: false });
  telemetry.disable();
  const { promise, resolve } = Promise.withResolvers<void>();
  setTimeout(resolve, 0);
  await promise;
  assert.deepEqual(await telemetry.collect(), {});
});

Deno.test("runtime-metrics does nothing, where nobody collects metrics", async () => {
  using telemetry = enable({ collected: false });
  assert.deepEqual(await telemetry.collect(), {});
});

Deno.test("runtime-metrics observes nothing more, after it has ended", async () => {
  using telemetry = enable();
  const before = await telemetry.collect();
  assert.ok(before["process.cpu.time"]);
  telemetry.disable();
  const after = await telemetry.collect();
  assert.deepEqual(after["nodejs.eventloop.delay.max"]?.dataPoints ?? [], []);
  // Cumulative sums keep their last value.
  assert.deepEqual(
    byAttribute(after["process.cpu.time"]),
    byAttribute(before["process.cpu.time"]),
  );
});
