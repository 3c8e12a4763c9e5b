import type { Items } from "./count_items.ts";

/**
 * How much is missing of what an application did: for each request a SERVER span, a log record and a
 * duration, for each roll a span and a count.
 */
export function countLost(
  items: Items,
  work: { readonly requests: number; readonly rolls: number },
): number {
  return work.requests - items.serverSpans +
    work.requests - items.logs +
    work.requests - items.durations +
    work.rolls - items.rollSpans +
    work.rolls - items.rolls;
}
