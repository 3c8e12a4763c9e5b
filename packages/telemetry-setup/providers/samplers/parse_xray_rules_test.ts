import assert from "node:assert/strict";
import { parseXrayRules } from "./parse_xray_rules.ts";
import { rulesAnswer, sampleRule } from "./testdata/sampling_rules.ts";

Deno.test("parseXrayRules() orders rules by priority, then by name", () => {
  const rules = parseXrayRules(rulesAnswer(
    {},
    { RuleName: "b", Priority: 2 },
    { RuleName: "a", Priority: 2 },
    { RuleName: "c", Priority: 1, Attributes: { key: "v*" } },
  ));
  assert.deepEqual(rules.map(({ RuleName }) => RuleName), ["c", "a", "b", "Default"]);
  assert.deepEqual(
    rules[0],
    sampleRule({ RuleName: "c", Priority: 1, Attributes: { key: "v*" } }),
  );
});

Deno.test("parseXrayRules() leaves out what is no rule, and fills what is missing", () => {
  const record = (SamplingRule: unknown) => ({ SamplingRule });
  const answer = {
    SamplingRuleRecords: [
      null,
      {},
      record(null),
      record({ RuleName: "no rate" }),
      record({ RuleName: "newer", FixedRate: 1, Version: 2 }),
      record({ RuleName: "short", FixedRate: 1, ServiceName: null, Attributes: null }),
    ],
  };
  assert.deepEqual(parseXrayRules(answer), [
    sampleRule({ RuleName: "short", FixedRate: 1, ReservoirSize: 0 }),
  ]);
});

Deno.test("parseXrayRules() throws where there is no list", () => {
  for (const answer of [null, "text", {}, { SamplingRuleRecords: {} }]) {
    assert.throws(
      () => parseXrayRules(answer),
      new TypeError("the answer holds no sampling rules"),
    );
  }
});
