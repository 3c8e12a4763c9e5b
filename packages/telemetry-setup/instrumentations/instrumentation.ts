import type { LoggerProvider, MeterProvider, TracerProvider } from "@opentelemetry/api";
import type { InstrumentationConfig } from "../config/instrumentation_config.ts";

export type { InstrumentationConfig };

/** What an instrumentation records with. */
export interface InstrumentationProviders {
  readonly tracerProvider: TracerProvider;
  readonly meterProvider: MeterProvider;
  readonly loggerProvider: LoggerProvider;
}

/** An instrumentation that observes. To dispose of it leaves everything as it was found. */
export interface EnabledInstrumentation extends Disposable {
  /**
   * Called in place of disposing where the process ends: records what is still open, and goes on
   * observing what is about to be collected for the last time. @default disposes
   */
  finish?(): void;
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
  enable(
    providers: InstrumentationProviders,
    config: InstrumentationConfig,
  ): EnabledInstrumentation;
}
