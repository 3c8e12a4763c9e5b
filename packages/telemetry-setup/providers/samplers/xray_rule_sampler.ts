// Hot path: shouldSample() runs for each root span that the rule is for.
import { ROOT_CONTEXT } from "@opentelemetry/api";
import { SamplingDecision, TraceIdRatioBasedSampler } from "@opentelemetry/sdk-trace";
import { createRateLimiter } from "./rate_limiter.ts";
import type { XrayRule } from "./xray_rule.ts";

/** What a rule did since it was last asked, named as in X-Ray's API. */
export interface XrayStatistics {
  readonly RequestCount: number;
  readonly SampledCount: number;
  /** Those of the reservoir while this process has no quota of it. */
  readonly BorrowCount: number;
}

/** This process's part of a rule, named as in X-Ray's API. */
export interface XrayTarget {
  readonly FixedRate?: number | null;
  /** So many requests a second. */
  readonly ReservoirQuota?: number | null;
  /** Until when the quota holds, in seconds since 1970. */
  readonly ReservoirQuotaTTL?: number | null;
}

/** Samples for one rule and counts. */
export interface XrayRuleSampler {
  shouldSample(traceId: string): boolean;
  applyTarget(target: XrayTarget): void;
  /** What was counted since the last call; `undefined` if there was no request. */
  takeStatistics(): XrayStatistics | undefined;
}

/** The clocks of {@linkcode createXrayRuleSampler}, in milliseconds. */
export interface XrayClocks {
  /** One that never goes backwards. */
  readonly now: () => number;
  /** Since 1970. */
  readonly date: () => number;
}

const NOTHING: XrayStatistics = { RequestCount: 0, SampledCount: 0, BorrowCount: 0 };

/**
 * First the reservoir, then the fixed rate. Without a quota that holds, this process borrows one
 * request a second from the reservoir, if there is one.
 *
 * @see {@link https://docs.aws.amazon.com/xray/latest/devguide/xray-api-sampling.html}
 */
export function createXrayRuleSampler(
  rule: Pick<XrayRule, "FixedRate" | "ReservoirSize">,
  { now, date }: XrayClocks,
): XrayRuleSampler {
  const borrow = createRateLimiter(rule.ReservoirSize > 0 ? 1 : 0, now);
  let byRate = new TraceIdRatioBasedSampler(rule.FixedRate);
  let quota: { readonly perSecond: number; readonly take: () => boolean } | undefined;
  let quotaEnds = 0;
  let counts = NOTHING;

  /** How a request is sampled, if it is. */
  function choose(traceId: string): "reservoir" | "borrowed" | "rate" | undefined {
    if (quota !== undefined && date() < quotaEnds) {
      if (quota.take()) return "reservoir";
    } else if (borrow()) {
      return "borrowed";
    }
    const { decision } = byRate.shouldSample(ROOT_CONTEXT, traceId);
    return decision === SamplingDecision.RECORD_AND_SAMPLED ? "rate" : undefined;
  }

  return {
    shouldSample(traceId) {
      const how = choose(traceId);
      counts = {
        RequestCount: counts.RequestCount + 1,
        SampledCount: counts.SampledCount + (how === undefined ? 0 : 1),
        BorrowCount: counts.BorrowCount + (how === "borrowed" ? 1 : 0),
      };
      return how !== undefined;
    },
    applyTarget({ FixedRate, ReservoirQuota, ReservoirQuotaTTL }) {
      if (typeof FixedRate === "number") byRate = new TraceIdRatioBasedSampler(FixedRate);
      if (typeof ReservoirQuota !== "number" || typeof ReservoirQuotaTTL !== "number") return;
      quotaEnds = ReservoirQuotaTTL * 1000;
      // The same quota again must not fill the reservoir anew.
      if (quota?.perSecond === ReservoirQuota) return;
      quota = { perSecond: ReservoirQuota, take: createRateLimiter(ReservoirQuota, now) };
    },
    takeStatistics() {
      const taken = counts;
      counts = NOTHING;
      return taken.RequestCount === 0 ? undefined : taken;
    },
  };
}
