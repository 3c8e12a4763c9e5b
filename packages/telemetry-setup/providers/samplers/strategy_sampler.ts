// Hot path: what is made here runs for each span.
import { type Sampler, SamplingDecision, TraceIdRatioBasedSampler } from "@opentelemetry/sdk-trace";
import type { JaegerStrategy } from "./jaeger_strategy.ts";
import { createRateLimiter } from "./rate_limiter.ts";

/** Operations beyond this have no lower bound of their own: names of spans may be without number. */
const MAX_OPERATIONS = 2000;

const SAMPLE = { decision: SamplingDecision.RECORD_AND_SAMPLED };
const DROP = { decision: SamplingDecision.NOT_RECORD };

/** Samples as Jaeger's answer says. */
export function createStrategySampler(strategy: JaegerStrategy, now: () => number): Sampler {
  switch (strategy.kind) {
    case "probabilistic":
      return new TraceIdRatioBasedSampler(strategy.rate);
    case "rate limiting": {
      const allow = createRateLimiter(strategy.tracesPerSecond, now);
      return {
        shouldSample: () => allow() ? SAMPLE : DROP,
        toString: () => `RateLimiting{${strategy.tracesPerSecond}}`,
      };
    }
    case "per operation":
      return createPerOperation(strategy, now);
  }
}

function createPerOperation(
  { rates, defaultRate, lowerBoundPerSecond }: Extract<JaegerStrategy, { kind: "per operation" }>,
  now: () => number,
): Sampler {
  const byDefault = new TraceIdRatioBasedSampler(defaultRate);
  const samplers = new Map(
    [...rates].map(([name, rate]) => [name, atLeast(new TraceIdRatioBasedSampler(rate))]),
  );

  function atLeast(sampler: Sampler): Sampler {
    const allow = createRateLimiter(lowerBoundPerSecond, now);
    return {
      shouldSample(...args) {
        const result = sampler.shouldSample(...args);
        if (result.decision === SamplingDecision.NOT_RECORD) return allow() ? SAMPLE : DROP;
        // What the rate lets through counts towards the lower bound.
        allow();
        return result;
      },
      toString: () => String(sampler),
    };
  }

  return {
    shouldSample(context, traceId, name, ...rest) {
      let sampler = samplers.get(name);
      if (sampler === undefined) {
        if (samplers.size >= MAX_OPERATIONS) {
          return byDefault.shouldSample(context, traceId);
        }
        samplers.set(name, sampler = atLeast(byDefault));
      }
      return sampler.shouldSample(context, traceId, name, ...rest);
    },
    toString: () => `PerOperation{${defaultRate}, lowerBound=${lowerBoundPerSecond}}`,
  };
}
