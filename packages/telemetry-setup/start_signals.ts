import { resolve } from "node:path";
import { metrics, trace } from "@opentelemetry/api";
import type { ConfigurationModel } from "@opentelemetry/configuration";
import type { Resource } from "@opentelemetry/resources";
import type { LogRecordProcessor } from "@opentelemetry/sdk-logs";
import type { IMetricReader, ViewOptions } from "@opentelemetry/sdk-metrics";
import type { SpanProcessor } from "@opentelemetry/sdk-trace";
import { useInnerClock } from "./clock/now.ts";
import type { OtelDenoModel } from "./config/otel_deno_model.ts";
import { toInstrumentationConfig } from "./config/instrumentation_config.ts";
import { createPipelines } from "./create_pipelines.ts";
import { createDeliveryReport } from "./diagnostics/delivery_report.ts";
import { describeReceivers } from "./diagnostics/describe_receivers.ts";
import type { Diagnostics } from "./diagnostics/diagnostics.ts";
import { createSelfMetrics } from "./diagnostics/self_metrics/self_metrics.ts";
import { toErrorType } from "./diagnostics/self_metrics/to_error_type.ts";
import { createExitFlush } from "./exit_flush.ts";
import { flushAtExit } from "./flush_at_exit.ts";
import { redirectModules } from "./instrumentations/module_redirect.ts";
import { createNewerApiCheck } from "./instrumentations/newer_api_check.ts";
import { createWorkerInstrumentation } from "./instrumentations/worker/worker.ts";
import { createLogRecordLimits, createSpanLimits } from "./providers/create_limits.ts";
import { createLoggerConfigurator } from "./providers/create_logger_configurator.ts";
import { createSampler } from "./providers/create_sampler.ts";
import { createViews } from "./providers/create_views.ts";
import { denoTelemetryIsOn } from "./providers/deno_telemetry.ts";
import { createGuard } from "./providers/guard/guard.ts";
import { LoggerProvider } from "./providers/logs/logger_provider.ts";
import { MeterProvider } from "./providers/metrics/meter_provider.ts";
import { registerGlobals } from "./providers/register_globals.ts";
import { registerLogsBesideDeno } from "./providers/register_logs_beside_deno.ts";
import { RecordingTracerProvider } from "./providers/traces/recording_tracer_provider.ts";
import { startInstrumentations } from "./start_instrumentations.ts";
import { startPropagation, type StartPropagationOptions } from "./start_propagation.ts";
import { tellRemains } from "./tell_remains.ts";
import type { Delivery } from "./transports/delivery.ts";
import { missingNetPermission } from "./transports/missing_net_permission.ts";
import { openDelivery } from "./transports/open_delivery.ts";
import type { SpoolSettings } from "./transports/spool/open_spool.ts";

/** Parts of the user's own, beside what the configuration asks for. */
export interface TelemetryParts {
  /** Called after the configuration's own, in their order. @default none */
  readonly spanProcessors?: readonly SpanProcessor[];
  /** Called after the configuration's own, in their order. @default none */
  readonly logRecordProcessors?: readonly LogRecordProcessor[];
  /** Collected beside the configuration's own. @default none */
  readonly metricReaders?: readonly IMetricReader[];
  /** Change how instruments are aggregated and named. @default none */
  readonly views?: readonly ViewOptions[];
  /**
   * npm's `@opentelemetry/instrumentation-*` packages that are enabled for what is loaded from now on,
   * each with the path of the `deno.json` or `package.json` that it is resolved from. @default none
   */
  readonly npmInstrumentations?: ReadonlyMap<string, string>;
  /** The distribution's own voice. @default standard error, at the configuration's `log_level` */
  readonly diagnostics?: Diagnostics;
}

/** What is different in a thread that the application has started. */
export interface ThreadParts extends StartPropagationOptions {
  /** Flushes at each end of this thread. @default at each end of the process */
  readonly flushAtEnd?: typeof flushAtExit;
  /** Whether Deno restarts the application on changes. @default false */
  readonly isWatched?: boolean;
  /** The way to the thread that sends telemetry. @default this thread starts one */
  readonly deliveryPort?: Promise<MessagePort>;
  /** URL of the module that the application was started with. @default what Deno says */
  readonly mainModule?: () => string | undefined;
}

/**
 * How long the end of the process may be delayed by what is still to be sent, in milliseconds, where
 * the configuration does not say: what is on disk can be sent another time.
 */
const EXIT_TIMEOUT_MS = { withSpool: 2000, withoutSpool: 3000 } as const;

/**
 * Builds the three signals from the wire inward, and registers them with the API last.
 *
 * @param undo Takes how to undo each step; it is the caller's to dispose, also when this throws.
 * @returns Sends everything that was recorded, and waits until its fate is known.
 */
export function startSignals(
  config: ConfigurationModel,
  resource: Resource,
  { parts, diagnostics, undo }: {
    readonly parts: TelemetryParts & ThreadParts;
    readonly diagnostics: Diagnostics;
    readonly undo: AsyncDisposableStack;
  },
): () => Promise<void> {
  const instrumentationConfig = toInstrumentationConfig(config);
  const { otel_deno: own } = instrumentationConfig;
  const exitTimeoutMillis = own.exit_timeout ??
    EXIT_TIMEOUT_MS[own.spool_dir === null ? "withoutSpool" : "withSpool"];
  const augment = denoTelemetryIsOn();
  if (own.fast_path) undo.use(useInnerClock());
  const { environment, ...propagation } = startPropagation(config.propagator, {
    ...parts,
    fastPath: own.fast_path,
  });
  if (augment) tellOfDeno(own.mode, diagnostics);
  const mainModule = parts.mainModule ?? (() => Deno.mainModule);
  const report = createDeliveryReport(diagnostics, {
    receiverHint: describeReceivers({ mainModule: mainModule() }),
  });
  undo.defer(() => report.end());
  let delivery: Delivery | undefined;
  undo.defer(() => {
    // What was tried in vain, or, in a thread that others started, is not in their hands.
    const timeoutMillis = parts.deliveryPort === undefined ? 0 : exitTimeoutMillis;
    tellRemains(delivery, { report, timeoutMillis });
    delivery?.close();
  });
  const selfMetrics = own.self_metrics ? createSelfMetrics() : undefined;
  // Deno sends the spans and metrics that it has registered for.
  const pipelines = createPipelines(augment ? logsOnly(config) : config, {
    delivery: () =>
      delivery ??= openDelivery({
        diagnostics,
        maxBytes: own.queue_bytes,
        spool: spoolSettings(own),
        onDropped(items, reason) {
          report.dropped("the spool", items, reason);
          selfMetrics?.spool.dropped(items.signal, items.itemCount, toErrorType(reason));
        },
        onFigures: (figures) => selfMetrics?.spoolFilled(figures),
        inline: own.delivery === "inline",
        ...parts.deliveryPort === undefined ? {} : { port: parts.deliveryPort },
      }),
    report,
    selfMetrics,
    encodesSpansAtEnd: (parts.spanProcessors ?? []).length === 0,
    encodesLogsAtEmit: (parts.logRecordProcessors ?? []).length === 0,
  });

  const readers = [...pipelines.metricReaders, ...parts.metricReaders ?? []];
  const guard = createGuard((count) => report.repaired("the SDK", count));
  // What is registered below, without the API in between.
  const { contextManager } = propagation;
  const ownContext = augment ? {} : { activeContext: () => contextManager.active() };
  // Shut down last of the three: the others' last words are in its last points.
  const meterProvider = new MeterProvider({
    resource,
    exemplarFilter: config.meter_provider?.exemplar_filter ?? "trace_based",
    readers,
    sdkMetricsEnabled: own.self_metrics,
    views: [...createViews(config), ...parts.views ?? []],
    guard,
    ...ownContext,
  });
  undo.defer(() => meterProvider.shutdown());
  const selfObserved = own.self_metrics
    ? { meterProvider: augment ? metrics.getMeterProvider() : meterProvider }
    : {};
  if (selfObserved.meterProvider !== undefined) selfMetrics?.start(selfObserved.meterProvider);

  const sampling = new AbortController();
  undo.defer(() => sampling.abort());
  const tracerProvider = new RecordingTracerProvider({
    ...selfObserved,
    resource,
    sampler: createSampler(config.tracer_provider?.sampler, {
      serviceName: String(resource.attributes["service.name"] ?? "unknown_service"),
      resourceAttributes: resource.attributes,
      diagnostics,
      stopped: sampling.signal,
      missingPermission: missingNetPermission,
    }),
    spanLimits: createSpanLimits(config),
    spanProcessors: [...pipelines.spanProcessors, ...parts.spanProcessors ?? []],
    ...augment ? {} : { contextManager },
  }, guard);
  undo.defer(() => tracerProvider.shutdown());
  const loggerProvider = new LoggerProvider({
    ...selfObserved,
    resource,
    limits: createLogRecordLimits(config),
    configurator: createLoggerConfigurator(own.log_level),
    processors: [...pipelines.logRecordProcessors, ...parts.logRecordProcessors ?? []],
    guard,
    ...ownContext,
  });
  undo.defer(() => loggerProvider.shutdown());

  const providers = augment
    ? {
      tracerProvider: trace.getTracerProvider(),
      meterProvider: metrics.getMeterProvider(),
      loggerProvider,
    }
    : { tracerProvider, meterProvider, loggerProvider };
  const worker = createWorkerInstrumentation({
    entry: new URL("./worker_entry.ts", import.meta.url),
    scriptEntry: new URL("./register_sync.cjs", import.meta.url),
    mainModule,
    connectDelivery: () => delivery?.connect(),
    enter: (context) => propagation.contextManager.enter(context),
  });
  const instrumentations = undo.use(startInstrumentations(providers, {
    config: instrumentationConfig,
    diagnostics,
    outputToStderr: pipelines.usesStandardOutput,
    augment,
    npmInstrumentations: parts.npmInstrumentations ?? new Map(),
    worker,
    // What a worker could tell of the process, the main thread tells already.
    collectsMetrics: parts.flushAtEnd === undefined && (augment || readers.length > 0),
    environment,
  }));

  undo.use(redirectModules([createNewerApiCheck(providers.meterProvider)]));

  async function forceFlush(): Promise<void> {
    const release = delivery?.hold();
    await Promise.allSettled([
      tracerProvider.forceFlush(),
      meterProvider.forceFlush(),
      loggerProvider.forceFlush(),
    ]);
    release?.();
  }
  const exitFlush = createExitFlush({
    pipelines,
    forceFlush,
    delivery: () => delivery,
    worker,
    finish: () => instrumentations.finish(),
    report,
    exitTimeoutMillis,
  });
  const { flushAtEnd = flushAtExit, isWatched = false } = parts;
  undo.defer(flushAtEnd(exitFlush, { isWatched }));
  undo.defer(
    augment
      ? registerLogsBesideDeno(loggerProvider)
      : registerGlobals({ ...propagation, ...providers }),
  );
  // Undone first: while the rest is undone, what is under way keeps the process alive, and waits for
  // no receiver that is not there.
  undo.defer(() => {
    delivery?.hold();
    delivery?.end();
  });
  return forceFlush;
}

function spoolSettings(own: OtelDenoModel): SpoolSettings | undefined {
  if (own.spool_dir === null) return undefined;
  return {
    // A worker of the application's may have another folder to start from.
    folder: resolve(own.spool_dir),
    maxBytes: own.spool_max_bytes,
    maxAgeMillis: own.spool_max_age,
  };
}

function tellOfDeno(mode: "replace" | "augment", diagnostics: Diagnostics): void {
  const line =
    "Deno's own OpenTelemetry is on: its spans and metrics stay, and routes, attributes " +
    "and log records are added to them";
  if (mode === "augment") diagnostics.info(line);
  else diagnostics.warn(`${line}; unset OTEL_DENO to have all of it from here`);
}

function logsOnly(
  { tracer_provider: _spans, meter_provider: _metrics, ...rest }: ConfigurationModel,
): ConfigurationModel {
  return rest;
}
