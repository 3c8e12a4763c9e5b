// Hot path: what is made here runs for each span.
import { TraceFlags } from "@opentelemetry/api";
import type { SamplerConfigModel } from "@opentelemetry/configuration";
import { findComponent } from "../../config/find_component.ts";
import type { ComposableSampler, SamplingIntent } from "./composable_sampler.ts";
import { createRulePredicate } from "./create_rule_predicate.ts";
import { thresholdOf } from "./threshold_of.ts";

/** The model of a composable sampler. */
export type ComposableSamplerModel = NonNullable<SamplerConfigModel["composite/development"]>;

const DROP: SamplingIntent = { threshold: undefined, reliable: false };
const SAMPLE: SamplingIntent = { threshold: "0".repeat(14), reliable: true };
/** Sampled, though nobody knows how likely that was. */
const SAMPLE_UNCOUNTED: SamplingIntent = { ...SAMPLE, reliable: false };

const ALWAYS_ON: ComposableSampler = {
  getSamplingIntent: () => SAMPLE,
  toString: () => "ComposableAlwaysOn",
};
const ALWAYS_OFF: ComposableSampler = {
  getSamplingIntent: () => DROP,
  toString: () => "ComposableAlwaysOff",
};

const KNOWN = ["always_off", "always_on", "parent_threshold", "probability", "rule_based"] as const;

/**
 * A part of a composite sampler from its model.
 *
 * @throws {TypeError} If the model names a sampler that is unknown, none, or several.
 * @see {@link https://opentelemetry.io/docs/specs/otel/trace/sdk/#built-in-composablesamplers}
 */
export function createComposableSampler(model: ComposableSamplerModel): ComposableSampler {
  const sampler = findComponent(model, KNOWN, "composable sampler");
  switch (sampler.name) {
    case "always_on":
      return ALWAYS_ON;
    case "always_off":
      return ALWAYS_OFF;
    case "probability":
      return createProbability(sampler.options.ratio ?? 1);
    case "parent_threshold": {
      const { root } = sampler.options;
      if (root !== undefined && root !== null) {
        return createParentThreshold(createComposableSampler(root));
      }
      throw new TypeError("Cannot create the composable sampler parent_threshold: it has no root");
    }
    case "rule_based":
      return createRuleBased(sampler.options.rules ?? []);
  }
}

function createProbability(ratio: number): ComposableSampler {
  const threshold = thresholdOf(ratio);
  if (threshold === undefined) return ALWAYS_OFF;
  const intent: SamplingIntent = { threshold, reliable: true };
  return {
    getSamplingIntent: () => intent,
    toString: () => `ComposableProbability{${ratio}}`,
  };
}

function createParentThreshold(root: ComposableSampler): ComposableSampler {
  return {
    getSamplingIntent(start) {
      const { parent, state: { threshold }, randomness } = start;
      if (parent === undefined) return root.getSamplingIntent(start);
      const sampled = (parent.traceFlags & TraceFlags.SAMPLED) !== 0;
      // A threshold that the parent's decision contradicts says nothing.
      if (threshold !== undefined && (randomness >= threshold) === sampled) {
        return { threshold, reliable: true };
      }
      return sampled ? SAMPLE_UNCOUNTED : DROP;
    },
    toString: () => `ComposableParentThreshold{root=${root}}`,
  };
}

type Rules = NonNullable<NonNullable<ComposableSamplerModel["rule_based"]>["rules"]>;

function createRuleBased(models: Rules): ComposableSampler {
  const rules = models.map((rule) => ({
    matches: createRulePredicate(rule),
    sampler: createComposableSampler(rule.sampler),
  }));
  return {
    getSamplingIntent(start) {
      const rule = rules.find(({ matches }) => matches(start));
      return rule === undefined ? DROP : rule.sampler.getSamplingIntent(start);
    },
    toString: () => `ComposableRuleBased{${rules.map(({ sampler }) => sampler).join(", ")}}`,
  };
}
