import type { Attributes } from "@opentelemetry/api";
import { type Sampler, SamplingDecision } from "@opentelemetry/sdk-trace";
import { parseXrayRules } from "./parse_xray_rules.ts";
import { pollRepeatedly } from "./poll_repeatedly.ts";
import type { RemoteOptions } from "./remote_options.ts";
import { withoutCredentials } from "./without_credentials.ts";
import { createXrayRules } from "./xray_rules.ts";

/** Options of {@linkcode createXraySampler}. */
export interface XraySamplerOptions extends RemoteOptions {
  /** The X-Ray daemon or Collector. @default "http://127.0.0.1:2000" */
  readonly endpoint?: string;
  /** How often the rules are asked for. @default 300000, for 0 as well */
  readonly intervalMillis?: number;
  /** Attributes of the resource, which rules may ask for. @default none */
  readonly resourceAttributes?: Attributes;
  /** Milliseconds since 1970. @default Date.now */
  readonly date?: () => number;
}

const ENDPOINT = "http://127.0.0.1:2000";
const RULES_INTERVAL_MS = 300_000;
const TARGETS_INTERVAL_MS = 10_000;
/** A request under way keeps the process alive, so it must not take long. */
const TIMEOUT_MS = 3000;
/** The most that X-Ray takes in one request. */
const MAX_STATISTICS = 25;

const SAMPLE = { decision: SamplingDecision.RECORD_AND_SAMPLED };
const DROP = { decision: SamplingDecision.NOT_RECORD };

/** What X-Ray answers with its targets, as far as it is used; nothing of it is certain. */
interface TargetsAnswer {
  readonly LastRuleModification?: unknown;
  readonly SamplingTargetDocuments?: unknown;
}

/**
 * Samples by the rules of AWS X-Ray, got through its daemon or a Collector on this machine. Without
 * them: one request a second and 5 % of the others. It decides for every span that it is asked
 * for; with a parent, `parent_based` around it decides.
 *
 * @see {@link https://docs.aws.amazon.com/xray/latest/devguide/xray-console-sampling.html}
 * @see {@link https://docs.aws.amazon.com/xray/latest/devguide/xray-api-sampling.html}
 */
export function createXraySampler(
  { endpoint = ENDPOINT, intervalMillis = RULES_INTERVAL_MS, ...options }: XraySamplerOptions,
): Sampler {
  const { serviceName, stopped, missingPermission, resourceAttributes = {} } = options;
  const { fetch = globalThis.fetch, now = () => performance.now(), date = Date.now } = options;
  const service = { serviceName, attributes: resourceAttributes };
  const rules = createXrayRules(service, { now, date });
  const clientId = crypto.getRandomValues(new Uint8Array(12)).toHex();
  let rulesFrom = 0;
  let targetsIntervalMillis = TARGETS_INTERVAL_MS;

  async function post(path: string, body: unknown): Promise<unknown> {
    const denied = missingPermission?.(endpoint);
    if (denied !== undefined) throw new Error(denied);
    const response = await fetch(new URL(path, endpoint), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
      redirect: "error",
      signal: AbortSignal.any([stopped, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`status ${response.status}`);
    return JSON.parse(text);
  }

  async function pollRules(): Promise<void> {
    const asked = date();
    rules.replace(parseXrayRules(await post("/GetSamplingRules", {})));
    rulesFrom = asked;
  }

  async function pollTargets(): Promise<void> {
    const statistics = rules.takeStatistics().map(([RuleName, counts]) => ({
      RuleName,
      ClientID: clientId,
      Timestamp: Math.floor(date() / 1000),
      ...counts,
    }));
    for (let i = 0; i < statistics.length; i += MAX_STATISTICS) {
      const SamplingStatisticsDocuments = statistics.slice(i, i + MAX_STATISTICS);
      const answer = await post("/SamplingTargets", { SamplingStatisticsDocuments });
      await applyTargets((answer ?? {}) as TargetsAnswer);
    }
  }

  async function applyTargets(answer: TargetsAnswer): Promise<void> {
    const { LastRuleModification: modified, SamplingTargetDocuments: targets } = answer;
    const intervals: number[] = [];
    for (const target of Array.isArray(targets) ? targets : []) {
      rules.applyTarget(target?.RuleName, target ?? {});
      if (target?.Interval > 0) intervals.push(target.Interval * 1000);
    }
    targetsIntervalMillis = Math.min(...intervals, TARGETS_INTERVAL_MS);
    if (typeof modified === "number" && modified * 1000 > rulesFrom) await pollRules();
  }

  const from = `from ${withoutCredentials(endpoint)}`;
  pollRepeatedly(pollRules, {
    ...options,
    intervalMillis: () => intervalMillis || RULES_INTERVAL_MS,
    what: `the sampling rules of X-Ray ${from}`,
  });
  pollRepeatedly(pollTargets, {
    ...options,
    intervalMillis: () => targetsIntervalMillis,
    later: true,
    what: `the sampling targets of X-Ray ${from}`,
  });
  return {
    shouldSample: (_context, traceId, _name, _kind, attributes) =>
      rules.shouldSample(traceId, attributes) ? SAMPLE : DROP,
    toString: () => `XraySampler{${withoutCredentials(endpoint)}}`,
  };
}
