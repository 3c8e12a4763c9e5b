import type { Attributes } from "@opentelemetry/api";
import { attributesKey } from "./attributes_key.ts";

/**
 * The attributes of all that is beyond the limit of cardinality.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/metrics/sdk/#overflow-attribute}
 */
export const OVERFLOW: Attributes = Object.freeze({ "otel.metric.overflow": true });

/** Their key. */
export const OVERFLOW_KEY: string = attributesKey(OVERFLOW);
