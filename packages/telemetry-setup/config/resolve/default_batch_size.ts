/**
 * Records of a full batch, where nobody has said how many.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/#batch-span-processor}
 */
export const DEFAULT_BATCH_SIZE = 512;
