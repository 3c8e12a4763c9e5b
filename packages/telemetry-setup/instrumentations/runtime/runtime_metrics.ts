import {
  type BatchObservableResult,
  diag,
  type Meter,
  type Observable,
  ROOT_CONTEXT,
} from "@opentelemetry/api";
import process from "node:process";
import type { Instrumentation } from "../instrumentation.ts";
import { instrumentationScope, SCOPE_VERSION } from "../instrumentation_scope.ts";
import { createCpuMeter } from "./cpu_usage.ts";
import { createEventLoopDelayRecorder } from "./event_loop_delay.ts";
import { observeGcDurations } from "./gc_durations.ts";
import { openProcessFiles } from "./process_files.ts";
import {
  ATTR_CPU_MODE,
  ATTR_V8JS_GC_TYPE,
  ATTR_V8JS_HEAP_SPACE_NAME,
  RUNTIME_METRICS as METRICS,
} from "./runtime_metrics_table.ts";

/** How often the event loop is looked at: 50 times a second cannot be seen in the use of CPU. */
const INTERVAL_MS = 20;
/** Once a second garbage collections are recorded, from a quarter of a second after the start. */
const TICKS_PER_DRAIN = 50;
const FIRST_DRAIN = 12;

/** As they were when this was loaded: tests of the application put others in their place. */
const { setInterval, clearInterval, setTimeout, clearTimeout, performance } = globalThis;

/**
 * Records what process and runtime use: processors, memory, heap, file descriptors, garbage
 * collections, and how late the event loop is. It never keeps the process alive.
 *
 * It begins when the application's modules have run, or as the process ends: the instruments would
 * delay every start by a millisecond or two.
 *
 * @param options.collected Whether anybody collects metrics; if not, nothing is done.
 */
export function createRuntimeMetricsInstrumentation(
  { collected }: { readonly collected: boolean },
): Instrumentation {
  return {
    name: "runtime-metrics",
    enable({ meterProvider }) {
      const ended = new DisposableStack();
      let begun = !collected;
      function begin(): void {
        if (begun || ended.disposed) return;
        begun = true;
        try {
          const scope = instrumentationScope("runtime-metrics");
          const meter = meterProvider.getMeter(scope, SCOPE_VERSION);
          observeProcess(meter, ended);
          observeHeap(meter, ended);
          observeTime(meter, ended);
        } catch (error) {
          // A timer calls this: what it throws would end the application.
          diag.warn("Cannot observe all of the runtime", error);
        }
      }
      if (collected) {
        const later = setTimeout(begin, 0);
        Deno.unrefTimer(later);
        ended.defer(() => clearTimeout(later));
        // Before what is recorded is sent for the last time where that has to be awaited.
        addEventListener("beforeunload", begin);
        ended.defer(() => removeEventListener("beforeunload", begin));
      }
      return { finish: begin, [Symbol.dispose]: () => ended.dispose() };
    },
  };
}

function observeProcess(meter: Meter, ended: DisposableStack): void {
  const cpuTime = meter.createObservableCounter(METRICS.cpuTime.name, METRICS.cpuTime);
  const utilization = gauge(meter, METRICS.cpuUtilization);
  const memory = upDownCounter(meter, METRICS.memoryUsage);
  const uptime = gauge(meter, METRICS.uptime);
  const measureCpu = createCpuMeter({
    used: () => process.cpuUsage(),
    now: () => performance.now(),
    processors: navigator.hardwareConcurrency,
  });
  observe(meter, [cpuTime, utilization, memory, uptime], {
    ended,
    callback(result) {
      const cpu = measureCpu();
      for (const mode of ["user", "system"] as const) {
        const attributes = { [ATTR_CPU_MODE]: mode };
        result.observe(cpuTime, cpu.time[mode], attributes);
        if (cpu.utilization) result.observe(utilization, cpu.utilization[mode], attributes);
      }
      result.observe(memory, Deno.memoryUsage().rss);
      result.observe(uptime, performance.now() / 1000);
    },
  });

  const files = openProcessFiles();
  if (files === undefined) {
    diag.debug("Cannot tell virtual memory and file descriptors: not on Linux with --allow-all");
    return;
  }
  const virtual = upDownCounter(meter, METRICS.memoryVirtual);
  const descriptors = upDownCounter(meter, METRICS.fileDescriptors);
  observe(meter, [virtual, descriptors], {
    ended,
    callback(result) {
      const [size, count] = [files.virtualMemory(), files.fileDescriptors()];
      if (size !== undefined) result.observe(virtual, size);
      if (count !== undefined) result.observe(descriptors, count);
    },
  });
}

function observeHeap(meter: Meter, ended: DisposableStack): void {
  const used = upDownCounter(meter, METRICS.heapUsed);
  const size = upDownCounter(meter, METRICS.heapSize);
  const available = upDownCounter(meter, METRICS.heapAvailable);
  const physical = upDownCounter(meter, METRICS.heapPhysical);
  observe(meter, [used, size, available, physical], {
    ended,
    callback(result) {
      // Not imported: to load it takes some milliseconds, which would delay the start.
      const { getHeapSpaceStatistics } = process.getBuiltinModule("node:v8");
      for (const space of getHeapSpaceStatistics()) {
        const attributes = { [ATTR_V8JS_HEAP_SPACE_NAME]: space.space_name };
        result.observe(used, space.space_used_size, attributes);
        result.observe(size, space.space_size, attributes);
        result.observe(available, space.space_available_size, attributes);
        result.observe(physical, space.physical_space_size, attributes);
      }
    },
  });
}

/** One timer for both, one that does not keep the process alive. */
function observeTime(meter: Meter, ended: DisposableStack): void {
  const durations = meter.createHistogram(METRICS.gcDuration.name, METRICS.gcDuration);
  const garbage = ended.use(observeGcDurations((seconds, type) => {
    durations.record(seconds, { [ATTR_V8JS_GC_TYPE]: type }, ROOT_CONTEXT);
  }));
  const delay = createEventLoopDelayRecorder({
    intervalMillis: INTERVAL_MS,
    start: performance.now(),
  });
  let ticks = 0;
  const timer = setInterval(() => {
    delay.tick(performance.now());
    ticks++;
    if (ticks % TICKS_PER_DRAIN === FIRST_DRAIN) garbage.drain();
  }, INTERVAL_MS);
  Deno.unrefTimer(timer);
  ended.defer(() => clearInterval(timer));

  const gauges = {
    min: gauge(meter, METRICS.delayMin),
    max: gauge(meter, METRICS.delayMax),
    mean: gauge(meter, METRICS.delayMean),
    stddev: gauge(meter, METRICS.delayStddev),
    p50: gauge(meter, METRICS.delayP50),
    p90: gauge(meter, METRICS.delayP90),
    p99: gauge(meter, METRICS.delayP99),
  };
  observe(meter, Object.values(gauges), {
    ended,
    callback(result) {
      if (ticks >= FIRST_DRAIN) garbage.drain();
      const values = delay.take();
      if (values === undefined) return;
      for (const name of Object.keys(gauges) as (keyof typeof gauges)[]) {
        result.observe(gauges[name], values[name]);
      }
    },
  });
}

type Metric = (typeof METRICS)[keyof typeof METRICS];

function gauge(meter: Meter, metric: Metric) {
  return meter.createObservableGauge(metric.name, metric);
}

function upDownCounter(meter: Meter, metric: Metric) {
  return meter.createObservableUpDownCounter(metric.name, metric);
}

function observe(
  meter: Meter,
  observables: Observable[],
  { callback, ended }: {
    readonly callback: (result: BatchObservableResult) => void;
    readonly ended: DisposableStack;
  },
): void {
  meter.addBatchObservableCallback(callback, observables);
  ended.defer(() => meter.removeBatchObservableCallback(callback, observables));
}
