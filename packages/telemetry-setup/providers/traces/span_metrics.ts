// Hot path: twice a span, where the distribution measures itself.
import {
  type Attributes,
  type MeterProvider,
  type MetricOptions,
  type SpanContext,
  ValueType,
} from "@opentelemetry/api";
import { SamplingDecision } from "@opentelemetry/sdk-trace";
import manifest from "../../deno.json" with { type: "json" };
import {
  SELF_METRICS,
  type SelfMetricName,
} from "../../diagnostics/self_metrics/self_metric_table.ts";

/** Counts spans as they start and end. */
export interface SpanMetrics {
  started(parent: SpanContext | undefined, decision: SamplingDecision): void;
  /** Only for spans that were recorded. */
  ended(isSampled: boolean): void;
}

const RESULTS = {
  [SamplingDecision.NOT_RECORD]: "DROP",
  [SamplingDecision.RECORD]: "RECORD_ONLY",
  [SamplingDecision.RECORD_AND_SAMPLED]: "RECORD_AND_SAMPLE",
} as const;
const ORIGINS = ["none", "local", "remote"] as const;

/**
 * Makes the metrics `otel.sdk.span.started` and `otel.sdk.span.live`.
 *
 * @see {@link https://opentelemetry.io/docs/specs/semconv/otel/sdk-metrics/#span-metrics}
 */
export function createSpanMetrics(provider: MeterProvider): SpanMetrics {
  const meter = provider.getMeter(manifest.name, manifest.version);
  const started = meter.createCounter("otel.sdk.span.started", optionsOf("otel.sdk.span.started"));
  const live = meter.createUpDownCounter("otel.sdk.span.live", optionsOf("otel.sdk.span.live"));
  // Always the same objects: nothing is made for a span.
  const liveAttributes = mapResults((result) => ({ "otel.span.sampling_result": result }));
  const startedAttributes = mapResults((result) =>
    Object.fromEntries(ORIGINS.map((origin): [typeof origin, Attributes] => [origin, {
      "otel.span.parent.origin": origin,
      "otel.span.sampling_result": result,
    }]))
  );
  return {
    started(parent, decision) {
      const origin = parent === undefined ? "none" : parent.isRemote ? "remote" : "local";
      started.add(1, startedAttributes[decision]?.[origin]);
      if (decision !== SamplingDecision.NOT_RECORD) live.add(1, liveAttributes[decision]);
    },
    ended(isSampled) {
      const { RECORD, RECORD_AND_SAMPLED } = SamplingDecision;
      live.add(-1, liveAttributes[isSampled ? RECORD_AND_SAMPLED : RECORD]);
    },
  };
}

function mapResults<T>(
  map: (result: typeof RESULTS[SamplingDecision]) => T,
): Readonly<Record<number, T>> {
  return Object.fromEntries(
    Object.entries(RESULTS).map(([decision, result]) => [decision, map(result)]),
  );
}

function optionsOf(name: SelfMetricName): MetricOptions {
  const { unit, description } = SELF_METRICS[name];
  return { unit, description, valueType: ValueType.INT };
}
