import type { ConfigurationModel } from "@opentelemetry/configuration";
import type { LogRecordLimits } from "@opentelemetry/sdk-logs";
import type { SpanLimits } from "@opentelemetry/sdk-trace";

type AttributeLimits = NonNullable<ConfigurationModel["attribute_limits"]>;

const DEFAULT_COUNT = 128;

/**
 * What spans may hold: each limit from `tracer_provider.limits`, else from `attribute_limits`
 * where that has one, which goes for events and links too, else the specification's default.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/trace/sdk/#span-limits}
 * @see {@link https://opentelemetry.io/docs/specs/otel/common/#attribute-limits}
 *
 * @example
 * ```ts
 * import { createSpanLimits } from "./create_limits.ts";
 * import assert from "node:assert/strict";
 *
 * const limits = createSpanLimits({ attribute_limits: { attribute_count_limit: 5 } });
 * assert.equal(limits.attributePerEventCountLimit, 5);
 * assert.equal(limits.eventCountLimit, 128);
 * ```
 */
export function createSpanLimits(config: ConfigurationModel): Required<SpanLimits> {
  const limits = config.tracer_provider?.limits;
  const general = config.attribute_limits;
  const attributes = general?.attribute_count_limit ?? DEFAULT_COUNT;
  return {
    attributeCountLimit: limits?.attribute_count_limit ?? attributes,
    attributeValueLengthLimit: valueLength(limits, general),
    eventCountLimit: limits?.event_count_limit ?? DEFAULT_COUNT,
    linkCountLimit: limits?.link_count_limit ?? DEFAULT_COUNT,
    attributePerEventCountLimit: limits?.event_attribute_count_limit ?? attributes,
    attributePerLinkCountLimit: limits?.link_attribute_count_limit ?? attributes,
  };
}

/**
 * What log records may hold: each limit from `logger_provider.limits`, else from
 * `attribute_limits`, else the specification's default.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/logs/sdk/#logrecord-limits}
 */
export function createLogRecordLimits(config: ConfigurationModel): Required<LogRecordLimits> {
  const limits = config.logger_provider?.limits;
  const general = config.attribute_limits;
  return {
    attributeCountLimit: limits?.attribute_count_limit ?? general?.attribute_count_limit ??
      DEFAULT_COUNT,
    attributeValueLengthLimit: valueLength(limits, general),
  };
}

function valueLength(
  limits: AttributeLimits | undefined,
  general: AttributeLimits | undefined,
): number {
  const length = limits?.attribute_value_length_limit ?? general?.attribute_value_length_limit ??
    Infinity;
  // The SDK takes 0 for a mistake and keeps all; half a character comes to none.
  return length === 0 ? 0.5 : length;
}
