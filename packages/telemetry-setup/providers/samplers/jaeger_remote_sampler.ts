import type { Sampler } from "@opentelemetry/sdk-trace";
import { fetchJaegerStrategy } from "./jaeger_client.ts";
import { decodeStrategy, encodeStrategyRequest } from "./jaeger_strategy.ts";
import { pollRepeatedly } from "./poll_repeatedly.ts";
import type { RemoteOptions } from "./remote_options.ts";
import { createStrategySampler } from "./strategy_sampler.ts";
import { withoutCredentials } from "./without_credentials.ts";

/** Options of {@linkcode createJaegerRemoteSampler}. */
export interface JaegerRemoteSamplerOptions extends RemoteOptions {
  /** `http://localhost:14250`; `https:` for TLS, without a scheme none. */
  readonly endpoint: string;
  /** From one answer to the next question. @default 60000, for 0 as well */
  readonly intervalMillis?: number;
  /** Decides until the first answer. */
  readonly initial: Sampler;
}

const INTERVAL_MS = 60_000;
/** A request under way keeps the process alive, so it must not take long. */
const TIMEOUT_MS = 3000;

/**
 * Samples as a Jaeger or an OpenTelemetry Collector says, which is asked at an interval. While it
 * does not answer, the last answer holds.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/trace/sdk/#jaegerremotesampler}
 * @see {@link https://github.com/jaegertracing/jaeger-idl/blob/main/proto/api_v2/sampling.proto}
 */
export function createJaegerRemoteSampler(
  { endpoint, intervalMillis = INTERVAL_MS, initial, ...options }: JaegerRemoteSamplerOptions,
): Sampler {
  const { serviceName, stopped, missingPermission } = options;
  const { fetch = globalThis.fetch, now = () => performance.now() } = options;
  const request = encodeStrategyRequest(serviceName);
  const url = endpoint.includes("://") ? endpoint : `http://${endpoint}`;
  const shown = withoutCredentials(endpoint);
  let sampler = initial;
  let last = "";

  async function poll(): Promise<void> {
    const denied = missingPermission?.(url);
    if (denied !== undefined) throw new Error(denied);
    const answer = await fetchJaegerStrategy(url, {
      request,
      timeoutMillis: TIMEOUT_MS,
      stopped,
      fetch,
    });
    // The same answer must not give rate limits a new start.
    const text = answer.join();
    if (text !== last) sampler = createStrategySampler(decodeStrategy(answer), now);
    last = text;
  }

  pollRepeatedly(poll, {
    ...options,
    intervalMillis: () => intervalMillis || INTERVAL_MS,
    what: `the sampling strategy from ${shown}`,
  });
  return {
    shouldSample: (...args) => sampler.shouldSample(...args),
    toString: () => `JaegerRemoteSampler{${shown}, ${sampler}}`,
  };
}
