import type {
  AttributeLimitsConfigModel,
  LogRecordLimitsConfigModel,
  SpanLimitsConfigModel,
} from "@opentelemetry/configuration";
import type { EnvSettings } from "../create_env_settings.ts";
import { Sourced, type WithSources } from "../sourced.ts";

/** The three places of the model that hold limits. */
export interface Limits {
  readonly attributes: WithSources<AttributeLimitsConfigModel>;
  readonly spans: WithSources<SpanLimitsConfigModel>;
  readonly logRecords: WithSources<LogRecordLimitsConfigModel>;
}

/**
 * Resolves how much a span, event, link or log record may carry. Each limit is there with the value
 * that holds, wherever it comes from; `null` is no limit.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/#attribute-limits}
 *
 * @example Usage
 * ```ts
 * import { createEnvSettings } from "../create_env_settings.ts";
 * import { resolveLimits } from "./resolve_limits.ts";
 * import { separateSources } from "../separate_sources.ts";
 * import assert from "node:assert/strict";
 *
 * const { logRecords } = resolveLimits(createEnvSettings(() => undefined));
 * assert.deepEqual(separateSources(logRecords).value, {
 *   attribute_value_length_limit: null,
 *   attribute_count_limit: 128,
 * });
 * ```
 */
export function resolveLimits(settings: EnvSettings): Limits {
  const limit = (name: Parameters<EnvSettings["numberOrNull"]>[0]) =>
    Sourced.of(settings.numberOrNull(name));
  return {
    attributes: {
      attribute_value_length_limit: limit("OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT"),
      attribute_count_limit: limit("OTEL_ATTRIBUTE_COUNT_LIMIT"),
    },
    spans: {
      attribute_value_length_limit: limit("OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT"),
      attribute_count_limit: limit("OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT"),
      event_count_limit: limit("OTEL_SPAN_EVENT_COUNT_LIMIT"),
      link_count_limit: limit("OTEL_SPAN_LINK_COUNT_LIMIT"),
      event_attribute_count_limit: limit("OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT"),
      link_attribute_count_limit: limit("OTEL_LINK_ATTRIBUTE_COUNT_LIMIT"),
    },
    logRecords: {
      attribute_value_length_limit: limit("OTEL_LOGRECORD_ATTRIBUTE_VALUE_LENGTH_LIMIT"),
      attribute_count_limit: limit("OTEL_LOGRECORD_ATTRIBUTE_COUNT_LIMIT"),
    },
  };
}
