import { type MetricOptions, ValueType } from "@opentelemetry/api";

/** Name of a metric, and how its instrument is made. */
export interface RuntimeMetric extends MetricOptions {
  readonly name: string;
  readonly description: string;
  readonly unit: string;
}

const SECONDS = { unit: "s", valueType: ValueType.DOUBLE } as const;
const RATIO = { unit: "1", valueType: ValueType.DOUBLE } as const;
const BYTES = { unit: "By", valueType: ValueType.INT } as const;
const delay = (name: string, what: string): RuntimeMetric => ({
  name: `nodejs.eventloop.delay.${name}`,
  description: `Event loop ${what} delay`,
  ...SECONDS,
});

/**
 * The metrics of process and runtime, by names of the semantic conventions 1.45.0. None is stable
 * yet, so the names are copied: the package with them may rename them in any version.
 *
 * @see {@link https://opentelemetry.io/docs/specs/semconv/system/process-metrics/}
 * @see {@link https://opentelemetry.io/docs/specs/semconv/runtime/v8js-metrics/}
 * @see {@link https://opentelemetry.io/docs/specs/semconv/runtime/nodejs-metrics/}
 */
export const RUNTIME_METRICS = {
  cpuTime: {
    name: "process.cpu.time",
    description: "CPU seconds of the process, by mode",
    ...SECONDS,
  },
  cpuUtilization: {
    name: "process.cpu.utilization",
    description: "CPU seconds since the last measurement, divided by elapsed time and processors",
    ...RATIO,
  },
  memoryUsage: {
    name: "process.memory.usage",
    description: "Physical memory in use",
    ...BYTES,
  },
  memoryVirtual: {
    name: "process.memory.virtual",
    description: "Committed virtual memory",
    ...BYTES,
  },
  fileDescriptors: {
    name: "process.unix.file_descriptor.count",
    description: "File descriptors in use by the process",
    unit: "{file_descriptor}",
    valueType: ValueType.INT,
  },
  uptime: {
    name: "process.uptime",
    description: "Time that the process has been running",
    ...SECONDS,
  },
  delayMin: delay("min", "minimum"),
  delayMax: delay("max", "maximum"),
  delayMean: delay("mean", "mean"),
  delayStddev: delay("stddev", "standard deviation of"),
  delayP50: delay("p50", "50th percentile of"),
  delayP90: delay("p90", "90th percentile of"),
  delayP99: delay("p99", "99th percentile of"),
  heapUsed: {
    name: "v8js.memory.heap.used",
    description: "Heap memory in use, by space",
    ...BYTES,
  },
  heapSize: {
    name: "v8js.memory.heap.space.size",
    description: "Heap memory set aside for a space",
    ...BYTES,
  },
  heapAvailable: {
    name: "v8js.memory.heap.space.available_size",
    description: "Heap memory that is still free in a space",
    ...BYTES,
  },
  heapPhysical: {
    name: "v8js.memory.heap.space.physical_size",
    description: "Heap memory of a space that is committed",
    ...BYTES,
  },
  gcDuration: {
    name: "v8js.gc.duration",
    description: "Duration of garbage collections",
    ...SECONDS,
    advice: {
      explicitBucketBoundaries: [
        0.005,
        0.01,
        0.025,
        0.05,
        0.075,
        0.1,
        0.25,
        0.5,
        0.75,
        1,
        2.5,
        5,
        7.5,
        10,
      ],
    },
  },
} as const satisfies Readonly<Record<string, RuntimeMetric>>;

/** `user` or `system`. */
export const ATTR_CPU_MODE = "cpu.mode";
/** Part of the heap, such as `new_space`. */
export const ATTR_V8JS_HEAP_SPACE_NAME = "v8js.heap.space.name";
/** `major`, `minor`, `incremental` or `weakcb`. */
export const ATTR_V8JS_GC_TYPE = "v8js.gc.type";
