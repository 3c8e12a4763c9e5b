import type { Attributes } from "@opentelemetry/api";
import { createWildcardMatcher } from "../../config/wildcard_matcher.ts";

/** A sampling rule of X-Ray, named as in its API. */
export interface XrayRule {
  readonly RuleName: string;
  /** The lowest comes first. */
  readonly Priority: number;
  /** The share of requests that is sampled beyond the reservoir. */
  readonly FixedRate: number;
  /** So many requests a second of all services together, whatever the rate. */
  readonly ReservoirSize: number;
  readonly ServiceName: string;
  readonly ServiceType: string;
  readonly Host: string;
  readonly HTTPMethod: string;
  readonly URLPath: string;
  readonly ResourceARN: string;
  readonly Attributes: Readonly<Record<string, string>>;
}

/** Who is speaking, as far as rules ask for it. */
export interface XrayService {
  readonly serviceName: string;
  /** The attributes of the resource. */
  readonly attributes: Attributes;
}

/** X-Ray's names for `cloud.platform`. */
const SERVICE_TYPES: ReadonlyMap<unknown, string> = new Map([
  ["aws_ec2", "AWS::EC2::Instance"],
  ["aws_ecs", "AWS::ECS::Container"],
  ["aws_eks", "AWS::EKS::Container"],
  ["aws_elastic_beanstalk", "AWS::ElasticBeanstalk::Environment"],
  ["aws_lambda", "AWS::Lambda::Function"],
]);

/**
 * Tells whether a rule is for a span that starts with these attributes. `*` and `?` are wildcards,
 * case does not count; what only `*` is asked of may be absent.
 *
 * @see {@link https://docs.aws.amazon.com/xray/latest/devguide/xray-console-sampling.html}
 */
export function createRuleMatcher(
  rule: XrayRule,
  { serviceName, attributes: resource }: XrayService,
): (attributes: Attributes) => boolean {
  const arn = resource["cloud.resource_id"] ?? resource["aws.ecs.container.arn"] ??
    resource["aws.lambda.invoked_arn"];
  const isOurs = matcher(rule.ServiceName)(serviceName) &&
    matcher(rule.ServiceType)(SERVICE_TYPES.get(resource["cloud.platform"])) &&
    matcher(rule.ResourceARN)(arn);
  const host = matcher(rule.Host);
  const method = matcher(rule.HTTPMethod);
  const path = matcher(rule.URLPath);
  const others = Object.entries(rule.Attributes).map(([key, pattern]) =>
    [key, createPatternMatcher(pattern)] as const
  );
  return (attributes) =>
    isOurs &&
    host(attributes["server.address"] ?? attributes["http.host"]) &&
    method(attributes["http.request.method"] ?? attributes["http.method"]) &&
    path(pathOf(attributes)) &&
    others.every(([key, matches]) => matches(attributes[key]));
}

type Matches = (value: unknown) => boolean;

function matcher(pattern: string): Matches {
  return pattern === "*" ? () => true : createPatternMatcher(pattern);
}

function createPatternMatcher(pattern: string): Matches {
  const matches = createWildcardMatcher({ included: [pattern.toLowerCase()] });
  return (value) => value !== undefined && value !== null && matches(String(value).toLowerCase());
}

function pathOf(attributes: Attributes): unknown {
  const path = attributes["url.path"];
  if (path !== undefined) return path;
  const url = attributes["url.full"] ?? attributes["http.url"] ?? attributes["http.target"];
  return typeof url === "string" ? URL.parse(url, "http://localhost")?.pathname : undefined;
}
