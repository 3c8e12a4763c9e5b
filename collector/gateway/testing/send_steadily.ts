import { failedTraces } from "./failed_traces.ts";

/** How much is sent, and how fast. */
export interface Load {
  readonly traces: number;
  readonly tracesPerSecond: number;
  readonly tracesPerRequest: number;
}

const RETRY_MS = 100;

/**
 * Sends traces by OTLP over HTTP, each request until it is taken: what this has sent, somebody has said
 * yes to.
 *
 * @param endpoint Such as `http://127.0.0.1:4318`
 */
export async function sendSteadily(
  endpoint: string,
  { traces, tracesPerSecond, tracesPerRequest }: Load,
): Promise<void> {
  const started = performance.now();
  const underWay: Promise<void>[] = [];
  for (let first = 0; first < traces; first += tracesPerRequest) {
    const due = started + first / tracesPerSecond * 1000;
    await delay(due - performance.now());
    const body = failedTraces(first, Math.min(tracesPerRequest, traces - first));
    underWay.push(sendUntilTaken(`${endpoint}/v1/traces`, body));
  }
  await Promise.all(underWay);
}

async function sendUntilTaken(url: string, body: Uint8Array<ArrayBuffer>): Promise<void> {
  for (;;) {
    try {
      const response = await fetch(url, {
        method: "POST",
        headers: { "content-type": "application/x-protobuf" },
        body,
        signal: AbortSignal.timeout(10_000),
      });
      await response.body?.cancel();
      if (response.ok) return;
      if (response.status < 500 && response.status !== 429) {
        throw new RangeError(`Cannot send traces: they were refused with ${response.status}`);
      }
    } catch (error) {
      if (error instanceof RangeError) throw error;
      // Nobody is there, or not any more.
    }
    await delay(RETRY_MS);
  }
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));
}
