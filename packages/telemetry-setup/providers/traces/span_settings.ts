import type { InstrumentationScope } from "@opentelemetry/core";
import type { Resource } from "@opentelemetry/resources";
import type { SpanLimits, SpanProcessor } from "@opentelemetry/sdk-trace";
import type { Guard } from "../guard/guard.ts";
import type { AttributeRules } from "./attributes/add_attributes.ts";
import type { SpanMetrics } from "./span_metrics.ts";

/** What all spans of a tracer have in common: each has one reference to it. */
export interface SpanSettings {
  readonly resource: Resource;
  readonly scope: InstrumentationScope;
  readonly limits: Required<SpanLimits>;
  /** What the limits come to for attributes. */
  readonly rules: {
    readonly span: AttributeRules;
    readonly event: AttributeRules;
    readonly link: AttributeRules;
  };
  readonly processors: readonly SpanProcessor[];
  readonly guard: Guard;
  /** `undefined` where nobody counts. */
  readonly metrics: SpanMetrics | undefined;
  /** A reading of `performance.now()`. */
  readonly now: () => number;
}
