import type { ConfigurationModel } from "@opentelemetry/configuration";

/** Telemetry that was started. */
export interface Telemetry extends AsyncDisposable {
  /** What it was started with, frozen. */
  readonly config: ConfigurationModel;
  /** Sends everything that was recorded, and waits until its fate is known. Never rejects. */
  forceFlush(): Promise<void>;
  /**
   * Flushes, and takes everything back: instrumentations, providers, transports, the registration
   * with the API. Telemetry can be started again afterwards. Further calls wait for the first.
   *
   * @throws {Error} If a step of it failed (a `SuppressedError` if several did); all were taken.
   */
  shutdown(): Promise<void>;
}
