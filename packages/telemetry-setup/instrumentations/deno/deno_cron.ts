import { ROOT_CONTEXT, SpanKind } from "@opentelemetry/api";
import type { Instrumentation } from "../instrumentation.ts";
import { instrumentationScope, SCOPE_VERSION } from "../instrumentation_scope.ts";
import { observeCall } from "./observe_call.ts";
import { replaceProperty } from "../replace_property.ts";

/** Name of the job; Deno's own telemetry calls it so, the conventions have no name for it. */
const ATTR_DENO_CRON_NAME = "deno.cron.name";
/** When it runs, where that is a text such as `0 * * * *`; so called as the name. */
const ATTR_DENO_CRON_SCHEDULE = "deno.cron.schedule";

/** `Deno` with `Deno.cron`, which `--unstable-cron` switches on. */
export interface DenoWithCron {
  cron?(...args: unknown[]): Promise<void>;
}

/**
 * Records each run of a job of `Deno.cron` as a trace of its own, with the job's name.
 *
 * @param options.augment Deno's own OpenTelemetry is on and records them: nothing is done.
 * @param options.deno For tests.
 */
export function createDenoCronInstrumentation(
  { augment = false, deno = Deno as DenoWithCron }: {
    readonly augment?: boolean;
    readonly deno?: DenoWithCron;
  } = {},
): Instrumentation {
  return {
    name: "deno-cron",
    enable({ tracerProvider }, { otel_deno }) {
      const undo = new DisposableStack();
      if (augment) return undo;
      const tracer = tracerProvider.getTracer(instrumentationScope("deno-cron"), SCOPE_VERSION);
      undo.use(replaceProperty(deno, "cron", (original) => (...args) => {
        const [name, schedule] = args;
        const observed = args.map((arg) => {
          if (typeof arg !== "function") return arg;
          const attributes = {
            [ATTR_DENO_CRON_NAME]: String(name),
            ...typeof schedule === "string" && { [ATTR_DENO_CRON_SCHEDULE]: schedule },
          };
          return () =>
            undo.disposed ? arg() : observeCall(() => arg(), {
              tracer,
              name: `cron ${name}`,
              kind: SpanKind.INTERNAL,
              attributes,
              parent: ROOT_CONTEXT,
              describesErrors: otel_deno.exception_signal_opt_in !== "logs",
            });
        });
        return Reflect.apply(original!, deno, observed);
      }));
      return undo;
    },
  };
}
