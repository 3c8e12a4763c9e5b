import type { ConfigurationModel } from "@opentelemetry/configuration";
import type { Resource } from "@opentelemetry/resources";
import { LoggerProvider, type LogRecordProcessor } from "@opentelemetry/sdk-logs";
import { type IMetricReader, MeterProvider, type ViewOptions } from "@opentelemetry/sdk-metrics";
import type { SpanProcessor } from "@opentelemetry/sdk-trace";
import { createPipelines } from "./create_pipelines.ts";
import { createDeliveryReport } from "./diagnostics/delivery_report.ts";
import type { Diagnostics } from "./diagnostics/diagnostics.ts";
import { flushAtExit } from "./flush_at_exit.ts";
import { createConsoleInstrumentation } from "./instrumentations/console.ts";
import { createDenoServeInstrumentation } from "./instrumentations/http/deno_serve.ts";
import { honoRoutes } from "./instrumentations/http/hono_routes.ts";
import type { InstrumentationProviders } from "./instrumentations/instrumentation.ts";
import { createLogtapeRedirect } from "./instrumentations/logtape.ts";
import { redirectModules } from "./instrumentations/module_redirect.ts";
import { createLogRecordLimits, createSpanLimits } from "./providers/create_limits.ts";
import { createPropagator } from "./providers/create_propagator.ts";
import { createSampler } from "./providers/create_sampler.ts";
import { createViews } from "./providers/create_views.ts";
import { createPreciseStartTime } from "./providers/precise_start_time.ts";
import { RandomFlagTracerProvider } from "./providers/random_flag_tracer_provider.ts";
import { registerGlobals } from "./providers/register_globals.ts";
import type { Delivery } from "./transports/delivery.ts";
import { missingNetPermission } from "./transports/missing_net_permission.ts";
import { openDelivery } from "./transports/open_delivery.ts";

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
  /** The distribution's own voice. @default standard error, at the configuration's `log_level` */
  readonly diagnostics?: Diagnostics;
}

/** How long the end of the process may be delayed by what is still to be sent, in milliseconds. */
const EXIT_TIMEOUT_MS = 3000;

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
    readonly parts: TelemetryParts;
    readonly diagnostics: Diagnostics;
    readonly undo: AsyncDisposableStack;
  },
): () => Promise<void> {
  const report = createDeliveryReport(diagnostics);
  undo.defer(() => report.end());
  let delivery: Delivery | undefined;
  undo.defer(() => delivery?.close());
  const pipelines = createPipelines(config, {
    delivery: () => delivery ??= openDelivery({ diagnostics, onRetry: report.retrying }),
    report,
  });

  const sampling = new AbortController();
  undo.defer(() => sampling.abort());
  const tracerProvider = new RandomFlagTracerProvider({
    resource,
    sampler: createSampler(config.tracer_provider?.sampler, {
      serviceName: String(resource.attributes["service.name"] ?? "unknown_service"),
      resourceAttributes: resource.attributes,
      diagnostics,
      stopped: sampling.signal,
      missingPermission: missingNetPermission,
    }),
    spanLimits: createSpanLimits(config),
    spanProcessors: [
      createPreciseStartTime(),
      ...pipelines.spanProcessors,
      ...parts.spanProcessors ?? [],
    ],
  });
  undo.defer(() => tracerProvider.shutdown());
  const meterProvider = new MeterProvider({
    resource,
    readers: [...pipelines.metricReaders, ...parts.metricReaders ?? []],
    views: [...createViews(config), ...parts.views ?? []],
  });
  undo.defer(() => meterProvider.shutdown());
  const loggerProvider = new LoggerProvider({
    resource,
    logRecordLimits: createLogRecordLimits(config),
    processors: [...pipelines.logRecordProcessors, ...parts.logRecordProcessors ?? []],
  });
  undo.defer(() => loggerProvider.shutdown());

  const providers = { tracerProvider, meterProvider, loggerProvider };
  const instrumentations = undo.adopt(
    enableInstrumentations(providers, { outputToStderr: pipelines.usesStandardOutput }),
    (stack) => stack.dispose(),
  );

  function handOver(): void {
    pipelines.flushNow();
    const losses = delivery?.settle(EXIT_TIMEOUT_MS) ?? [];
    for (const [destination, items] of Map.groupBy(losses, ({ destination }) => destination)) {
      report.lost(destination, items);
    }
  }
  async function forceFlush(): Promise<void> {
    const release = delivery?.hold();
    await Promise.allSettled([
      tracerProvider.forceFlush(),
      meterProvider.forceFlush(),
      loggerProvider.forceFlush(),
    ]);
    release?.();
  }
  undo.defer(flushAtExit({
    flush: handOver,
    end() {
      instrumentations.dispose();
      handOver();
      report.end();
    },
    endLater() {
      if (delivery?.canSettle !== false) return undefined;
      delivery.end();
      return forceFlush();
    },
  }));
  undo.defer(
    registerGlobals({ propagator: createPropagator(config.propagator), ...providers }),
  );
  // Undone first: while the rest is undone, what is under way keeps the process alive, and waits for
  // no receiver that is not there.
  undo.defer(() => {
    delivery?.hold();
    delivery?.end();
  });
  return forceFlush;
}

function enableInstrumentations(
  providers: InstrumentationProviders,
  { outputToStderr }: { readonly outputToStderr: boolean },
): DisposableStack {
  using enabled = new DisposableStack();
  enabled.use(redirectModules([honoRoutes, createLogtapeRedirect(providers.loggerProvider)]));
  enabled.use(createDenoServeInstrumentation().enable(providers));
  enabled.use(createConsoleInstrumentation({ outputToStderr }).enable(providers));
  return enabled.move();
}
