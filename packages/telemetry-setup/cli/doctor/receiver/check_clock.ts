import type { Finding } from "../finding.ts";

/** Asks a receiver for anything, and returns the `Date` of its answer; `null` where it has none. */
export type AskDate = (url: URL) => Promise<string | null>;

/** What {@linkcode checkClock} can be given in place of the real thing. */
export interface ClockCheckOptions {
  readonly askDate?: AskDate;
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: () => number;
}

/** How long a receiver may take to answer, in milliseconds. */
const TIMEOUT_MS = 3000;
/** With more than that, spans of two machines no longer lie beside each other. Milliseconds. */
const TOLERANCE_MS = 5000;

/**
 * Compares this machine's clock with the receiver's, by the `Date` header of an answer.
 *
 * @returns Nothing where the receiver says no time.
 */
export async function checkClock(
  url: URL,
  { askDate = askDateNow, now = Date.now }: ClockCheckOptions = {},
): Promise<readonly Finding[]> {
  const before = now();
  const date = Date.parse(await askDate(url).catch(() => null) ?? "");
  if (Number.isNaN(date)) return [];
  // The header has whole seconds: the time is anywhere in that second.
  const offset = date + 500 - (before + now()) / 2;
  const subject = `clock and ${url.host}`;
  if (Math.abs(offset) <= TOLERANCE_MS) {
    return [{ subject, ok: true, message: "they agree" }];
  }
  const seconds = Math.round(Math.abs(offset) / 1000);
  const direction = offset > 0 ? "behind" : "ahead of";
  return [{
    subject,
    ok: false,
    message: `Cannot place telemetry in time: this machine's clock is ${seconds} s ${direction} ` +
      "the receiver's; synchronise both (NTP)",
  }];
}

async function askDateNow(url: URL): Promise<string | null> {
  // The root of the receiver: nothing is sent, and any answer will do.
  const response = await fetch(url.origin, {
    method: "HEAD",
    redirect: "manual",
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  await response.body?.cancel();
  return response.headers.get("date");
}
