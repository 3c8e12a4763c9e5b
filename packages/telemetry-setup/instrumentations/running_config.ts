import type { InstrumentationConfig } from "./instrumentation.ts";

/** On the global object: an application's own copy of this package asks, too. */
const RUNNING = Symbol.for("otel-deno.instrumentation-config");
const holder = globalThis as { [RUNNING]?: InstrumentationConfig };

/** What the instrumentations that run were enabled with; `undefined` where none run. */
export function runningConfig(): InstrumentationConfig | undefined {
  return holder[RUNNING];
}

/** Makes a configuration the running one, until it is disposed of. */
export function useRunningConfig(config: InstrumentationConfig): Disposable {
  const before = holder[RUNNING];
  holder[RUNNING] = config;
  return {
    [Symbol.dispose]() {
      if (before === undefined) delete holder[RUNNING];
      else holder[RUNNING] = before;
    },
  };
}
