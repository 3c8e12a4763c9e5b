import { LoggerProvider } from "@opentelemetry/sdk-logs";
import { MeterProvider } from "@opentelemetry/sdk-metrics";
import { TracerProvider } from "@opentelemetry/sdk-trace";
import type { InstrumentationProviders } from "../instrumentation.ts";

/** Providers of the npm SDK that make everything and keep nothing, for benchmarks. */
export function recordNothing(): InstrumentationProviders {
  return {
    tracerProvider: new TracerProvider(),
    meterProvider: new MeterProvider(),
    loggerProvider: new LoggerProvider(),
  };
}
