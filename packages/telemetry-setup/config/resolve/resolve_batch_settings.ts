import type { EnvSettings } from "../create_env_settings.ts";
import { Sourced } from "../sourced.ts";
import { DEFAULT_BATCH_SIZE } from "./default_batch_size.ts";

/** The part of a batch processor that is the same for spans and log records. */
export interface BatchSettings {
  readonly schedule_delay: Sourced<number>;
  readonly export_timeout: Sourced<number>;
  /** `null` where nobody has set it: there is no bound in records. */
  readonly max_queue_size: Sourced<number | null>;
  /** `null` where nobody has set it: 512, and more at a high rate. */
  readonly max_export_batch_size: Sourced<number | null>;
}

/**
 * Resolves when a batch processor exports and how much it holds. A batch is never larger than the
 * queue that it is taken from.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/#batch-span-processor}
 *
 * @example Usage
 * ```ts
 * import { createEnvSettings } from "../create_env_settings.ts";
 * import { resolveBatchSettings } from "./resolve_batch_settings.ts";
 * import assert from "node:assert/strict";
 *
 * const batch = resolveBatchSettings(createEnvSettings(() => undefined), "OTEL_BLRP");
 * assert.equal(batch.schedule_delay.value, 1000);
 * ```
 */
export function resolveBatchSettings(
  settings: EnvSettings,
  prefix: "OTEL_BSP" | "OTEL_BLRP",
): BatchSettings {
  const queue = settings.numberOrNull(`${prefix}_MAX_QUEUE_SIZE`);
  let batch = settings.numberOrNull(`${prefix}_MAX_EXPORT_BATCH_SIZE`);
  const { value: size, source } = queue;
  if (size !== null && (batch.value ?? DEFAULT_BATCH_SIZE) > size) {
    // The default of the one may be too large for the other: then nothing was asked for in vain.
    if (batch.source !== "default") {
      settings.refuse(`${prefix}_MAX_EXPORT_BATCH_SIZE`, {
        expected: `at most ${prefix}_MAX_QUEUE_SIZE, which is ${size}`,
        used: String(size),
      });
    }
    batch = { value: size, source };
  }
  return {
    schedule_delay: Sourced.of(settings.number(`${prefix}_SCHEDULE_DELAY`)),
    export_timeout: Sourced.of(settings.number(`${prefix}_EXPORT_TIMEOUT`)),
    max_queue_size: Sourced.of(queue),
    max_export_batch_size: Sourced.of(batch),
  };
}
