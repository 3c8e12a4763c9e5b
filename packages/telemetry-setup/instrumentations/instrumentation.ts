import type { LoggerProvider, MeterProvider, TracerProvider } from "@opentelemetry/api";
import type { InstrumentationConfig } from "../config/instrumentation_config.ts";

export type { InstrumentationConfig };

/** What an instrumentation records with. */
export interface InstrumentationProviders {
  readonly tracerProvider: TracerProvider;
  readonly meterProvider: MeterProvider;
  readonly loggerProvider: LoggerProvider;
}

/** Observes a part of the application without a change in its code. */
export interface Instrumentation {
  /** The name it is switched on and off by, such as `http-server`. */
  readonly name: string;
  /**
   * Begins to observe. What is returned ends it and leaves everything as it was found.
   *
   * @param config What the user asked for, frozen.
   * @throws {Error} If what it observes cannot be reached; the others go on without it.
   */
  enable(providers: InstrumentationProviders, config: InstrumentationConfig): Disposable;
}
