import type { MeasuredSubject, SizingReport } from "./sizing_report.ts";

/** How busy processors may be: the rest is for peaks, and for when one of several is away. */
const UTILISATION = 0.6;
/** Of one gateway. */
export const GATEWAY_CORES = 4;
/** So that one may be away. */
const LEAST_GATEWAYS = 2;
/** A server span and one of the application's own. */
const SPANS_A_REQUEST = 2;

/** What a number of requests a second takes. */
export interface Sizes {
  readonly requestsPerSecond: number;
  readonly spansPerSecond: number;
  /** Of all agents together. */
  readonly agentCores: number;
  /** Of all gateways together. */
  readonly gatewayCores: number;
  /** Gateways of {@linkcode GATEWAY_CORES}, two at least. */
  readonly gateways: number;
  /** Traces that each of them holds, because they are not decided on yet. */
  readonly tracesEach: number;
  /** Memory of each, in GB. */
  readonly gigabytesEach: number;
  /** From agents to gateways, uncompressed, in MB a second. */
  readonly megabytesPerSecond: number;
  readonly keptSpansPerSecond: number;
}

/** Spans that one processor can take in a second. */
export function spansPerCoreSecond({ spans, cpuMillis }: MeasuredSubject): number {
  return spans / cpuMillis * 1000;
}

/** Memory for a span that waits for the decision on its trace, garbage included, in bytes. */
export function bytesPerWaitingSpan(
  { gateway, load, decisionWaitSeconds }: SizingReport,
): number {
  const waiting = load.spansPerSecond * Math.min(load.seconds, decisionWaitSeconds);
  return (gateway.peakMegabytes - gateway.idleMegabytes) * 2 ** 20 / waiting;
}

/**
 * Works out what a number of requests a second takes, by what a run has measured.
 *
 * @param requestsPerSecond Each of two spans.
 */
export function deriveSizes(report: SizingReport, requestsPerSecond: number): Sizes {
  const { agent, gateway, load, decisionWaitSeconds, keptSpans } = report;
  const spansPerSecond = requestsPerSecond * SPANS_A_REQUEST;
  const gatewayCores = spansPerSecond / spansPerCoreSecond(gateway) / UTILISATION;
  const gateways = Math.max(LEAST_GATEWAYS, Math.ceil(gatewayCores / GATEWAY_CORES));
  const waitingEach = spansPerSecond * decisionWaitSeconds / gateways;
  const idleBytes = gateway.idleMegabytes * 2 ** 20;
  return {
    requestsPerSecond,
    spansPerSecond,
    agentCores: spansPerSecond / spansPerCoreSecond(agent) / UTILISATION,
    gatewayCores,
    gateways,
    tracesEach: waitingEach / SPANS_A_REQUEST,
    gigabytesEach: (idleBytes + waitingEach * bytesPerWaitingSpan(report)) / 1e9,
    megabytesPerSecond: spansPerSecond * load.bytesPerSpan / 1e6,
    keptSpansPerSecond: spansPerSecond * keptSpans / gateway.spans,
  };
}
