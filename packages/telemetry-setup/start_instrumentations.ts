import type { InstrumentationConfig } from "./config/instrumentation_config.ts";
import { isInstrumentationEnabled } from "./config/is_instrumentation_enabled.ts";
import type { Diagnostics } from "./diagnostics/diagnostics.ts";
import { context } from "@opentelemetry/api";
import { copyEnv } from "./config/copy_env.ts";
import { createChildProcessInstrumentation } from "./instrumentations/child_process/child_process.ts";
import { createConsoleInstrumentation } from "./instrumentations/console.ts";
import { createDenoCommandInstrumentation } from "./instrumentations/deno/deno_command.ts";
import { createDenoCronInstrumentation } from "./instrumentations/deno/deno_cron.ts";
import { createDenoKvInstrumentation } from "./instrumentations/deno/deno_kv.ts";
import { createDenoQueueInstrumentation } from "./instrumentations/deno/deno_queue.ts";
import { createDiagnosticsChannelInstrumentation } from "./instrumentations/diagnostics_channel/diagnostics_channel.ts";
import { createHttpClientInstrumentation } from "./instrumentations/http/client/http_client.ts";
import { createHttpServerInstrumentation } from "./instrumentations/http/http_server.ts";
import { createHonoRoutes } from "./instrumentations/http/hono_routes.ts";
import type {
  EnabledInstrumentation,
  Instrumentation,
  InstrumentationProviders,
} from "./instrumentations/instrumentation.ts";
import { instrumentationScope, SCOPE_VERSION } from "./instrumentations/instrumentation_scope.ts";
import { createLogtapeRedirect } from "./instrumentations/logtape.ts";
import type { ModuleRedirect } from "./instrumentations/module_redirect.ts";
import { createNpmInstrumentations } from "./instrumentations/npm/create_npm_instrumentations.ts";
import { createRedirectInstrumentation } from "./instrumentations/redirect_instrumentation.ts";
import { createRuntimeMetricsInstrumentation } from "./instrumentations/runtime/runtime_metrics.ts";
import { useRunningConfig } from "./instrumentations/running_config.ts";
import type { EnvironmentCarrier } from "./providers/propagators/environment_carrier.ts";

/** What instrumentations have to know besides the configuration. */
export interface InstrumentationSurroundings {
  /** Whether standard output belongs to exporters, so that the console has to keep off it. */
  readonly outputToStderr: boolean;
  /** Whether Deno's own OpenTelemetry is on: it records requests and the console already. */
  readonly augment: boolean;
  /** Packages of the application, each with the manifest that it is resolved from. */
  readonly npmInstrumentations: ReadonlyMap<string, string>;
  readonly diagnostics: Diagnostics;
  /** What observes workers; it knows of the threads that telemetry runs on. */
  readonly worker: Instrumentation;
  /** Whether metrics of the process are collected, and are this thread's to tell. */
  readonly collectsMetrics: boolean;
  /** How trace context gets to child processes. */
  readonly environment: EnvironmentCarrier;
}

/** Options of {@linkcode startInstrumentations}. */
export interface StartInstrumentationsOptions extends InstrumentationSurroundings {
  readonly config: InstrumentationConfig;
  /** @default {@linkcode createInstrumentations} */
  readonly instrumentations?: readonly Instrumentation[];
}

/** Creates all instrumentations, the built-in ones and those of the application, in the order in which they are enabled. */
export function createInstrumentations(
  options: InstrumentationSurroundings,
): readonly Instrumentation[] {
  const { outputToStderr, augment, worker, environment, collectsMetrics } = options;
  const { npmInstrumentations, diagnostics } = options;
  return [
    createRedirectInstrumentation("hono", createHonoRedirect),
    createRedirectInstrumentation(
      "logtape",
      ({ loggerProvider }, { otel_deno }) =>
        otel_deno.log_auto_instrumentation
          ? createLogtapeRedirect(loggerProvider, { codeAttributes: otel_deno.log_code_attributes })
          : undefined,
    ),
    createHttpServerInstrumentation({ augment }),
    createHttpClientInstrumentation({ augment }),
    createConsoleInstrumentation({ outputToStderr, ...augment && { recording: false } }),
    worker,
    createChildProcessInstrumentation({
      variables: {
        active: () => environment.variablesOf(context.active()),
        inherited: environment.inherited,
      },
      environment: copyEnv,
    }),
    ...createNpmInstrumentations(
      npmInstrumentations,
      (module, error) => diagnostics.warn(`Cannot instrument ${module}: ${firstLine(error)}`),
    ),
    createDenoKvInstrumentation(),
    createDenoQueueInstrumentation(),
    createDenoCronInstrumentation({ augment }),
    createDenoCommandInstrumentation(),
    createDiagnosticsChannelInstrumentation(),
    createRuntimeMetricsInstrumentation({ collected: collectsMetrics }),
  ];
}

function createHonoRedirect(
  { tracerProvider }: InstrumentationProviders,
  { otel_deno }: InstrumentationConfig,
): ModuleRedirect {
  if (!otel_deno.middleware_spans) return createHonoRoutes();
  return createHonoRoutes({
    tracer: tracerProvider.getTracer(instrumentationScope("hono"), SCOPE_VERSION),
  });
}

/**
 * Enables the instrumentations that the configuration asks for. One that cannot be enabled costs a
 * line, and the others go on.
 *
 * Where the console is not to be observed but standard output belongs to exporters, it is kept off
 * that all the same.
 *
 * @returns Ends or finishes them, in reverse order.
 */
export function startInstrumentations(
  providers: InstrumentationProviders,
  options: StartInstrumentationsOptions,
): Required<EnabledInstrumentation> {
  const { config, diagnostics, outputToStderr } = options;
  const { instrumentations = createInstrumentations(options) } = options;
  const running: EnabledInstrumentation[] = [];
  const started = new DisposableStack();
  started.use(useRunningConfig(config));
  const enable = (instrumentation: Instrumentation) => {
    try {
      running.push(started.use(instrumentation.enable(providers, config)));
    } catch (error) {
      const reason = firstLine(error);
      diagnostics.warn(`Cannot enable the instrumentation ${instrumentation.name}: ${reason}`);
    }
  };
  for (const instrumentation of instrumentations) {
    if (isInstrumentationEnabled(instrumentation.name, config.otel_deno)) enable(instrumentation);
  }
  if (outputToStderr && !isInstrumentationEnabled("console", config.otel_deno)) {
    enable(createConsoleInstrumentation({ outputToStderr, recording: false }));
  }
  return {
    finish() {
      for (const one of running.splice(0).reverse()) {
        if (one.finish) one.finish();
        else one[Symbol.dispose]();
      }
    },
    [Symbol.dispose]: () => started.dispose(),
  };
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n", 1)[0] ?? "";
}
