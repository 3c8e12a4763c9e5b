import type { InstrumentationProviders } from "../instrumentation.ts";
import {
  InMemoryLogRecordExporter,
  type ReadableLogRecord,
  SimpleLogRecordProcessor,
} from "@opentelemetry/sdk-logs";
import {
  type HistogramMetricData,
  MeterProvider,
  type MetricData,
  MetricReader,
} from "@opentelemetry/sdk-metrics";
import {
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
} from "@opentelemetry/sdk-trace";
import { createPropagator } from "../../providers/create_propagator.ts";
import { createGuard } from "../../providers/guard/guard.ts";
import { LoggerProvider } from "../../providers/logs/logger_provider.ts";
import { registerGlobals } from "../../providers/register_globals.ts";
import { RecordingTracerProvider } from "../../providers/traces/recording_tracer_provider.ts";

/** What was recorded since the last time it was taken. */
export interface RecordedTelemetry extends InstrumentationProviders, Disposable {
  takeSpans(): readonly ReadableSpan[];
  takeLogs(): readonly ReadableLogRecord[];
  /** The only metric of the instrumentations, cumulative. */
  collectDuration(): Promise<HistogramMetricData | undefined>;
  /** All metrics, cumulative. */
  collectMetrics(): Promise<readonly MetricData[]>;
}

/** Providers that keep everything in memory, registered with the API. */
export function recordTelemetry(): RecordedTelemetry {
  const spans = new InMemorySpanExporter();
  const logs = new InMemoryLogRecordExporter();
  const reader = new (class extends MetricReader {
    protected override onForceFlush = () => Promise.resolve();
    protected override onShutdown = () => Promise.resolve();
  })();
  const guard = createGuard(() => {});
  const providers = {
    tracerProvider: new RecordingTracerProvider({
      spanProcessors: [new SimpleSpanProcessor({ exporter: spans })],
    }, guard),
    meterProvider: new MeterProvider({ readers: [reader] }),
    loggerProvider: new LoggerProvider({
      processors: [new SimpleLogRecordProcessor({ exporter: logs })],
      guard,
    }),
  };
  const propagator = createPropagator({ composite_list: "tracecontext,baggage" });
  async function collectMetrics() {
    const { resourceMetrics } = await reader.collect();
    return resourceMetrics.scopeMetrics.flatMap(({ metrics }) => metrics);
  }
  const unregister = registerGlobals({ propagator, ...providers });
  return {
    ...providers,
    takeSpans() {
      const taken = spans.getFinishedSpans().slice();
      spans.reset();
      return taken;
    },
    takeLogs() {
      const taken = logs.getFinishedLogRecords().slice();
      logs.reset();
      return taken;
    },
    async collectDuration() {
      const [metric] = await collectMetrics();
      return metric as HistogramMetricData | undefined;
    },
    collectMetrics,
    [Symbol.dispose]: unregister,
  };
}
