import assert from "node:assert/strict";
import { type Attributes, type SpanContext, SpanKind } from "@opentelemetry/api";
import type { SpanStart } from "./composable_sampler.ts";
import { createRulePredicate, type RuleConditions } from "./create_rule_predicate.ts";

function matches(rule: RuleConditions, start: Partial<SpanStart>): boolean {
  return createRulePredicate(rule)({
    parent: undefined,
    state: { threshold: undefined, randomness: undefined, others: [] },
    randomness: "0".repeat(14),
    kind: SpanKind.INTERNAL,
    attributes: {},
    ...start,
  });
}

function matchesAttributes(rule: RuleConditions, attributes: Attributes): boolean {
  return matches(rule, { attributes });
}

Deno.test("createRulePredicate() matches every span without conditions", () => {
  assert.equal(matches({}, {}), true);
});

Deno.test("createRulePredicate() compares an attribute's text with values", () => {
  const rule = { attribute_values: { key: "code", values: ["404", "true"] } };
  assert.equal(matchesAttributes(rule, { code: "404" }), true);
  assert.equal(matchesAttributes(rule, { code: 404 }), true);
  assert.equal(matchesAttributes(rule, { code: true }), true);
  assert.equal(matchesAttributes(rule, { code: [200, 404] }), true);
  assert.equal(matchesAttributes(rule, { code: 40 }), false);
  assert.equal(matchesAttributes(rule, { code: [] }), false);
  assert.equal(matchesAttributes(rule, { other: "404" }), false);
  const inherited = { attribute_values: { key: "toString", values: [String({}.toString)] } };
  assert.equal(matchesAttributes(inherited, {}), false);
});

Deno.test("createRulePredicate() compares an attribute's text with patterns", () => {
  const rule = { attribute_patterns: { key: "code", included: ["4*"], excluded: ["40?"] } };
  assert.equal(matchesAttributes(rule, { code: 410 }), true);
  assert.equal(matchesAttributes(rule, { code: 404 }), false);
  assert.equal(matchesAttributes(rule, { code: [200, 410] }), true);
  assert.equal(matchesAttributes(rule, {}), false);
  const excluding = { attribute_patterns: { key: "code", excluded: ["4*"] } };
  assert.equal(matchesAttributes(excluding, { code: 200 }), true);
  assert.equal(matchesAttributes(excluding, {}), false);
});

Deno.test("createRulePredicate() knows every kind of span", () => {
  const names = ["internal", "server", "client", "producer", "consumer"] as const;
  const { INTERNAL, SERVER, CLIENT, PRODUCER, CONSUMER } = SpanKind;
  for (const [index, kind] of [INTERNAL, SERVER, CLIENT, PRODUCER, CONSUMER].entries()) {
    const matching = names.filter((name) => matches({ span_kinds: [name] }, { kind }));
    assert.deepEqual(matching, [names[index]]);
  }
  assert.equal(matches({ span_kinds: ["server", "client"] }, { kind: CLIENT }), true);
});

Deno.test("createRulePredicate() tells roots, remote and local parents apart", () => {
  const parent: SpanContext = { traceId: "1", spanId: "2", traceFlags: 0 };
  const starts: readonly Partial<SpanStart>[] = [
    {},
    { parent: { ...parent, isRemote: true } },
    { parent },
  ];
  const names = ["none", "remote", "local"] as const;
  for (const [index, start] of starts.entries()) {
    assert.deepEqual(names.filter((name) => matches({ parent: [name] }, start)), [names[index]]);
  }
});

Deno.test("createRulePredicate() asks for all conditions", () => {
  const rule: RuleConditions = {
    attribute_values: { key: "a", values: ["1"] },
    span_kinds: ["server"],
    parent: ["none"],
  };
  const start = { kind: SpanKind.SERVER, attributes: { a: 1 } };
  assert.equal(matches(rule, start), true);
  assert.equal(matches(rule, { ...start, kind: SpanKind.CLIENT }), false);
  assert.equal(matches(rule, { ...start, attributes: {} }), false);
});
