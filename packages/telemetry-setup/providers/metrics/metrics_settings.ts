import type { Context, HrTime } from "@opentelemetry/api";
import type { IMetricReader } from "@opentelemetry/sdk-metrics";
import type { Guard } from "../guard/guard.ts";
import type { ExemplarFilter } from "./exemplars/exemplar_filter.ts";
import type { View } from "./streams/view.ts";

/** What all meters of a provider have in common. */
export interface MetricsSettings {
  readonly readers: readonly IMetricReader[];
  readonly views: readonly View[];
  /** Which measurements may become exemplars; `undefined` for none. */
  readonly isEligible: ExemplarFilter | undefined;
  readonly guard: Guard;
  /** The context in which something is measured that is given none. */
  readonly activeContext: () => Context;
  readonly now: () => HrTime;
  /** From 0 to below 1; `undefined` for Math.random. */
  readonly random: (() => number) | undefined;
}
