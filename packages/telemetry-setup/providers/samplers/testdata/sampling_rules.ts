import type { XrayRule } from "../xray_rule.ts";

/** A rule for everything, as the console of X-Ray makes it, with some of its fields changed. */
export function sampleRule(changed: Partial<XrayRule> = {}): XrayRule {
  return {
    RuleName: "Default",
    Priority: 10_000,
    FixedRate: 0.05,
    ReservoirSize: 1,
    ServiceName: "*",
    ServiceType: "*",
    Host: "*",
    HTTPMethod: "*",
    URLPath: "*",
    ResourceARN: "*",
    Attributes: {},
    ...changed,
  };
}

/** An answer to `GetSamplingRules`, in the form of X-Ray's documentation. */
export function rulesAnswer(...rules: readonly Partial<XrayRule>[]) {
  return {
    NextToken: null,
    SamplingRuleRecords: rules.map((rule) => ({
      CreatedAt: 0,
      ModifiedAt: 1_530_559_121,
      SamplingRule: {
        ...sampleRule(rule),
        RuleARN: "arn:aws:xray:us-east-1:123456789012:sampling-rule/Default",
        Version: 1,
      },
    })),
  };
}
