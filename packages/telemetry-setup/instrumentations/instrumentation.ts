import type { LoggerProvider, MeterProvider, TracerProvider } from "@opentelemetry/api";

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
   * @throws {Error} If what it observes cannot be reached; the others go on without it.
   */
  enable(providers: InstrumentationProviders): Disposable;
}
