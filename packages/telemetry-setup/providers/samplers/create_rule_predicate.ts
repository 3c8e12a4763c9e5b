// Hot path: what is made here runs for each span that comes to the rule.
import { type AttributeValue, SpanKind } from "@opentelemetry/api";
import type { SamplerConfigModel } from "@opentelemetry/configuration";
import { createWildcardMatcher } from "../../config/wildcard_matcher.ts";
import type { SpanStart } from "./composable_sampler.ts";

type Composable = NonNullable<SamplerConfigModel["composite/development"]>;
type Rule = NonNullable<NonNullable<Composable["rule_based"]>["rules"]>[number];
type SpanKindName = NonNullable<NonNullable<Rule["span_kinds"]>[number]>;

/** The conditions of a rule, without what it has sampled. */
export type RuleConditions = Omit<Rule, "sampler">;

const SPAN_KINDS: Readonly<Record<SpanKindName, SpanKind>> = {
  internal: SpanKind.INTERNAL,
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
};

/**
 * Tells whether a span meets all conditions of a rule; a rule without any is met by every span. A
 * condition on an attribute is not met where the span does not start with that attribute.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/trace/sdk/#composablerulebased}
 */
export function createRulePredicate(rule: RuleConditions): (start: SpanStart) => boolean {
  const conditions: ((start: SpanStart) => boolean)[] = [];
  const { attribute_values: values, attribute_patterns: patterns, span_kinds, parent } = rule;
  if (values !== undefined && values !== null) {
    const wanted = new Set(values.values);
    conditions.push(hasAttribute(values.key, (text) => wanted.has(text)));
  }
  if (patterns !== undefined && patterns !== null) {
    conditions.push(hasAttribute(patterns.key, createWildcardMatcher(patterns)));
  }
  if (span_kinds !== undefined && span_kinds !== null) {
    const kinds = new Set(span_kinds.map((name) => name === null ? undefined : SPAN_KINDS[name]));
    conditions.push(({ kind }) => kinds.has(kind));
  }
  if (parent !== undefined && parent !== null) {
    const parents = new Set(parent);
    conditions.push((start) => parents.has(parentOf(start)));
  }
  return (start) => conditions.every((condition) => condition(start));
}

function hasAttribute(
  key: string,
  matches: (text: string) => boolean,
): (start: SpanStart) => boolean {
  return ({ attributes }) => {
    if (!Object.hasOwn(attributes, key)) return false;
    const value: AttributeValue | undefined = attributes[key];
    if (value === undefined) return false;
    return Array.isArray(value) ? value.some((item) => matches(String(item))) : matches(
      String(value),
    );
  };
}

function parentOf({ parent }: SpanStart): "none" | "remote" | "local" {
  if (parent === undefined) return "none";
  return parent.isRemote === true ? "remote" : "local";
}
