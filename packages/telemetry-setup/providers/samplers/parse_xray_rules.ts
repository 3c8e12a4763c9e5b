import type { XrayRule } from "./xray_rule.ts";

/**
 * The rules in an answer to `GetSamplingRules`, in the order in which they hold. What is no rule, or
 * one of another version, is left out.
 *
 * @throws {TypeError} If the answer holds no list of rules at all.
 * @see {@link https://docs.aws.amazon.com/xray/latest/api/API_GetSamplingRules.html}
 */
export function parseXrayRules(answer: unknown): readonly XrayRule[] {
  const records = asRecord(answer)["SamplingRuleRecords"];
  if (!Array.isArray(records)) throw new TypeError("the answer holds no sampling rules");
  return records
    .flatMap((record) => parseRule(asRecord(asRecord(record)["SamplingRule"])) ?? [])
    .toSorted((a, b) => a.Priority - b.Priority || (a.RuleName < b.RuleName ? -1 : 1));
}

function parseRule(rule: Readonly<Record<string, unknown>>): XrayRule | undefined {
  const { RuleName, Priority, FixedRate, ReservoirSize, Version } = rule;
  if (typeof RuleName !== "string" || typeof FixedRate !== "number") return undefined;
  if (Version !== undefined && Version !== 1) return undefined;
  const attributes = Object.entries(asRecord(rule["Attributes"]));
  return {
    RuleName,
    FixedRate,
    Priority: typeof Priority === "number" ? Priority : 10_000,
    ReservoirSize: typeof ReservoirSize === "number" ? ReservoirSize : 0,
    ServiceName: patternOf(rule["ServiceName"]),
    ServiceType: patternOf(rule["ServiceType"]),
    Host: patternOf(rule["Host"]),
    HTTPMethod: patternOf(rule["HTTPMethod"]),
    URLPath: patternOf(rule["URLPath"]),
    ResourceARN: patternOf(rule["ResourceARN"]),
    Attributes: Object.fromEntries(attributes.map(([key, value]) => [key, patternOf(value)])),
  };
}

function patternOf(value: unknown): string {
  return typeof value === "string" ? value : "*";
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? value as Record<string, unknown> : {};
}
