import type { MeasuredSubject, SizingReport } from "./sizing_report.ts";

/** How busy processors may be: the rest is for peaks, and for when one of several is away. */
export const UTILISATION = 0.6;
/** A server span and one of the application's own. */
export const SPANS_A_REQUEST = 2;

/** What a number of requests a second takes. */
export interface Sizes {
  readonly requestsPerSecond: number;
  readonly spansPerSecond: number;
  /** Of all agents together. */
  readonly agentCores: number;
  /** Of all gateways together. */
  readonly gatewayCores: number;
  /** What all gateways together hold of traces that are not decided on yet, in GB. */
  readonly waitingGigabytes: number;
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
  return {
    requestsPerSecond,
    spansPerSecond,
    agentCores: spansPerSecond / spansPerCoreSecond(agent) / UTILISATION,
    gatewayCores: spansPerSecond / spansPerCoreSecond(gateway) / UTILISATION,
    waitingGigabytes: spansPerSecond * decisionWaitSeconds * bytesPerWaitingSpan(report) / 1e9,
    megabytesPerSecond: spansPerSecond * load.bytesPerSpan / 1e6,
    keptSpansPerSecond: spansPerSecond * keptSpans / gateway.spans,
  };
}
