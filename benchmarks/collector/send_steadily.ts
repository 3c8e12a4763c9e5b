import { setTimeout } from "node:timers/promises";

/** Options of {@linkcode sendSteadily}. */
export interface SendSteadilyOptions {
  /** From the begin of one request to that of the next, in milliseconds. */
  readonly intervalMillis: number;
  /** Sends one request; resolves when it is acknowledged. */
  readonly post: (body: Uint8Array<ArrayBuffer>) => Promise<void>;
}

/**
 * Sends requests one after the other, each when its time has come and the one before is acknowledged.
 *
 * @returns How long all of it took, in milliseconds.
 */
export async function sendSteadily(
  requests: Iterable<Uint8Array<ArrayBuffer>>,
  { intervalMillis, post }: SendSteadilyOptions,
): Promise<number> {
  const start = performance.now();
  let due = start;
  for (const body of requests) {
    const early = due - performance.now();
    if (early > 0) await setTimeout(early);
    await post(body);
    due += intervalMillis;
  }
  return Math.max(performance.now(), due) - start;
}
