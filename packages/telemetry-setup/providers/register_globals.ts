import {
  context,
  type ContextManager,
  type LoggerProvider,
  logs,
  type MeterProvider,
  metrics,
  propagation,
  type TextMapPropagator,
  trace,
  type TracerProvider,
} from "@opentelemetry/api";
import { logs as apiLogs } from "@opentelemetry/api-logs";
import { RootContextManager } from "./context/root_context_manager.ts";

type ApiLogsProvider = Parameters<typeof apiLogs.setGlobalLoggerProvider>[0];

/** What code finds behind the OpenTelemetry API. Absent providers stay no-ops. */
export interface Globals {
  readonly propagator: TextMapPropagator;
  /** @default one without a root of its own */
  readonly contextManager?: ContextManager;
  readonly tracerProvider?: TracerProvider;
  readonly meterProvider?: MeterProvider;
  readonly loggerProvider?: LoggerProvider;
}

/**
 * Registers everything with the OpenTelemetry API, the last step of the start.
 *
 * Logs are registered twice: on the API's own `logs` (since 1.10) and on the global of
 * `@opentelemetry/api-logs`, which libraries of before still use.
 *
 * @returns Takes the registrations back.
 * @throws {Error} If somebody else has registered already; nothing stays registered then.
 */
export function registerGlobals(globals: Globals): () => void {
  const { contextManager = new RootContextManager() } = globals;
  const undo: (() => void)[] = [];
  const register = (what: string, registered: boolean, disable: () => void) => {
    if (!registered) {
      unregister();
      throw new Error(`Cannot register ${what}: another one is registered already`);
    }
    undo.push(disable);
  };
  function unregister(): void {
    for (const step of undo.reverse()) step();
    undo.length = 0;
  }

  register(
    "the context manager",
    context.setGlobalContextManager(contextManager.enable()),
    () => context.disable(),
  );
  register(
    "the propagator",
    propagation.setGlobalPropagator(globals.propagator),
    () => propagation.disable(),
  );
  const { tracerProvider, meterProvider, loggerProvider } = globals;
  if (tracerProvider !== undefined) {
    const registered = trace.setGlobalTracerProvider(tracerProvider);
    register("the tracer provider", registered, () => trace.disable());
  }
  if (meterProvider !== undefined) {
    const registered = metrics.setGlobalMeterProvider(meterProvider);
    register("the meter provider", registered, () => metrics.disable());
  }
  if (loggerProvider !== undefined) {
    const registered = logs.setGlobalLoggerProvider(loggerProvider);
    register("the logger provider", registered, () => logs.disable());
    const sameForApiLogs = loggerProvider as ApiLogsProvider;
    const inUse = apiLogs.setGlobalLoggerProvider(sameForApiLogs);
    register(
      "the logger provider of api-logs",
      inUse === sameForApiLogs,
      () => apiLogs.disable(),
    );
  }
  return unregister;
}
