import type { CollectionResult } from "@opentelemetry/sdk-metrics";

/**
 * A producer of metrics that need not be waited for: the contract between the meter provider and the
 * readers, which at `Deno.exit` can wait for nothing.
 */
export interface ImmediateMetricProducer {
  /**
   * Collects the current metrics. Asynchronous instruments are observed as far as their callbacks
   * answer before they return; what a callback throws is one of the result's errors.
   */
  collectNow(): CollectionResult;
}
