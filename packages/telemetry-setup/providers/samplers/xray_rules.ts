// Hot path: shouldSample() runs for each root span.
import type { Attributes } from "@opentelemetry/api";
import { createRuleMatcher, type XrayRule, type XrayService } from "./xray_rule.ts";
import {
  createXrayRuleSampler,
  type XrayClocks,
  type XrayRuleSampler,
  type XrayStatistics,
  type XrayTarget,
} from "./xray_rule_sampler.ts";

/** The rules that hold for this process, with what each has counted. */
export interface XrayRules {
  /** Takes the rules over; a rule that has not changed keeps its reservoir and its counts. */
  replace(rules: readonly XrayRule[]): void;
  shouldSample(traceId: string, attributes: Attributes): boolean;
  applyTarget(ruleName: string, target: XrayTarget): void;
  /** By the names of rules. */
  takeStatistics(): readonly (readonly [ruleName: string, XrayStatistics])[];
}

interface Entry {
  readonly name: string;
  /** To tell whether the rule has changed. */
  readonly text: string;
  readonly matches: (attributes: Attributes) => boolean;
  readonly sampler: XrayRuleSampler;
}

/** So long rules hold that could not be renewed, says X-Ray. */
const TIME_TO_LIVE_MS = 3_600_000;

/** What X-Ray does without rules: one request a second and 5 % of the others. */
const FALLBACK = { FixedRate: 0.05, ReservoirSize: 1 };

/** The first rule that is for a request decides on it. Without rules, X-Ray's default does. */
export function createXrayRules(service: XrayService, clocks: XrayClocks): XrayRules {
  const fallback = createXrayRuleSampler(FALLBACK, clocks);
  let entries: readonly Entry[] = [];
  let replacedAt = 0;
  return {
    replace(rules) {
      const before = new Map(entries.map((entry) => [entry.text, entry]));
      entries = rules.map((rule) => {
        const text = JSON.stringify(rule);
        return before.get(text) ?? {
          name: rule.RuleName,
          text,
          matches: createRuleMatcher(rule, service),
          sampler: createXrayRuleSampler(rule, clocks),
        };
      });
      replacedAt = clocks.now();
    },
    shouldSample(traceId, attributes) {
      const entry = clocks.now() - replacedAt < TIME_TO_LIVE_MS
        ? entries.find(({ matches }) => matches(attributes))
        : undefined;
      return (entry?.sampler ?? fallback).shouldSample(traceId);
    },
    applyTarget(ruleName, target) {
      entries.find(({ name }) => name === ruleName)?.sampler.applyTarget(target);
    },
    takeStatistics() {
      return entries.flatMap(({ name, sampler }) => {
        const statistics = sampler.takeStatistics();
        return statistics === undefined ? [] : [[name, statistics] as const];
      });
    },
  };
}
