import type { Signal } from "../transports/transport.ts";
import { describeReceivers } from "./describe_receivers.ts";
import type { Diagnostics } from "./diagnostics.ts";

/** Tells the user what becomes of telemetry, once each time something changes. */
export interface DeliveryReport {
  /** A destination did not take a payload, which is kept and tried again. */
  retrying(destination: string, reason: string): void;
  /** A destination took a payload; `rejectedCount` items of it were rejected with `message`. */
  delivered(destination: string, rejectedCount: number, message: string): void;
  /** So many values had no form in which they could be sent, and were replaced. */
  repaired(destination: string, valueCount: number): void;
  /** Items are gone: not taken, or no room to keep them. */
  dropped(destination: string, items: Items, reason: string): void;
  /** Items were refused, and are kept where whoever looks into the spool finds them. */
  quarantined(destination: string, items: Items, reason: string): void;
  /** Items were delivered that an earlier run had left. */
  replayed(destination: string, items: Items): void;
  /** The process or telemetry ends, and these items are still here. */
  lost(destination: string, items: readonly Items[]): void;
  /** The process ends, and these items are on disk. */
  kept(destination: string, items: readonly Items[]): void;
  /** Tells what was dropped and is not told yet: nothing more will come. */
  end(): void;
}

/** So many spans, data points or log records. */
export interface Items {
  readonly signal: Signal;
  readonly itemCount: number;
}

type Counts = Map<Signal, number>;

const ITEM_NAMES = {
  traces: "span",
  metrics: "data point",
  logs: "log record",
} as const satisfies Record<Signal, string>;

interface DestinationState {
  failing: boolean;
  /** Dropped since the destination began to fail. */
  readonly droppedMeanwhile: Counts;
  /** Dropped and not yet told. */
  readonly dropped: Counts;
  /** Told as lost when the process seemed to end, and not known to be dropped since. */
  readonly lost: Counts;
  /** Delivered for an earlier run and not yet told. */
  readonly replayed: Counts;
  rejected: number;
  /** Replaced and not yet told. */
  repaired: number;
  repairedToldAt: number;
  droppedToldAt: number;
  droppedAt: number;
  replayedToldAt: number;
  replayedAt: number;
  remarkToldAt: number;
}

/** Further losses are counted, and told after so many milliseconds. */
const REPEAT_AFTER_MS = 60_000;
/** Nothing was dropped, or delivered for an earlier run, for so many milliseconds: it is over. */
const OVER_AFTER_MS = 5_000;

/** Options of {@linkcode createDeliveryReport}. */
export interface DeliveryReportOptions {
  /** Milliseconds of a monotonic clock. @default performance.now */
  readonly now?: () => number;
  /** Where to get a receiver, for who has none. @default OpenTelemetry's page about Collectors */
  readonly receiverHint?: string;
}

/**
 * Reports failures and losses in words: one line when a destination begins to fail and one when it
 * recovers; in between, and of each kind of loss, at most one line a minute with all that was lost
 * since the last one. What was told as lost at an end that was none is not told again.
 */
export function createDeliveryReport(
  diagnostics: Diagnostics,
  { now = () => performance.now(), receiverHint = describeReceivers() }: DeliveryReportOptions = {},
): DeliveryReport {
  const states = new Map<string, DestinationState>();

  function stateOf(destination: string): DestinationState {
    const state = states.get(destination) ?? {
      failing: false,
      droppedMeanwhile: new Map(),
      dropped: new Map(),
      lost: new Map(),
      replayed: new Map(),
      rejected: 0,
      repaired: 0,
      repairedToldAt: -Infinity,
      droppedToldAt: -Infinity,
      droppedAt: -Infinity,
      replayedToldAt: -Infinity,
      replayedAt: -Infinity,
      remarkToldAt: -Infinity,
    };
    states.set(destination, state);
    return state;
  }

  function retrying(destination: string, reason: string): void {
    const state = stateOf(destination);
    if (state.failing) return;
    state.failing = true;
    // Where something answers there is a receiver.
    const hint = reason === "connection refused" ? `. ${receiverHint}` : "";
    diagnostics.warn(`Cannot send telemetry to ${destination}: ${reason}; trying again${hint}`);
  }

  function delivered(destination: string, rejectedCount: number, message: string): void {
    const state = stateOf(destination);
    if (state.failing) {
      state.failing = false;
      const lost = describeCounts(state.droppedMeanwhile);
      state.droppedMeanwhile.clear();
      // With these, they are told.
      if (lost !== "") state.dropped.clear();
      diagnostics.info(
        `Connected again to ${destination}` + (lost === "" ? "" : `; dropped meanwhile: ${lost}`),
      );
    } else if (now() - state.droppedAt > OVER_AFTER_MS) tellMoreDropped(destination, state);
    if (now() - state.replayedAt > OVER_AFTER_MS) tellReplayed(destination, state);
    if (rejectedCount === 0 && message === "") return;
    state.rejected += rejectedCount;
    if (now() - state.remarkToldAt < REPEAT_AFTER_MS) return;
    state.remarkToldAt = now();
    diagnostics.warn(
      state.rejected === 0
        ? `${destination} says: ${message}`
        : `${destination} rejected ${state.rejected} items: ${message}`,
    );
    state.rejected = 0;
  }

  function repaired(destination: string, valueCount: number): void {
    const state = stateOf(destination);
    state.repaired += valueCount;
    if (now() - state.repairedToldAt < REPEAT_AFTER_MS) return;
    state.repairedToldAt = now();
    tellRepaired(destination, state);
  }

  function tellRepaired(destination: string, state: DestinationState): void {
    const values = `${state.repaired} value${state.repaired === 1 ? "" : "s"}`;
    diagnostics.warn(`Replaced ${values} for ${destination}: there is no form to send them in`);
    state.repaired = 0;
  }

  function dropped(destination: string, given: Items, reason: string): void {
    const state = stateOf(destination);
    const items = withoutTold(state.lost, given);
    if (items.itemCount === 0) return;
    count(state.dropped, items);
    state.droppedAt = now();
    if (state.failing) count(state.droppedMeanwhile, items);
    if (now() - state.droppedToldAt < REPEAT_AFTER_MS) return;
    state.droppedToldAt = now();
    diagnostics.warn(`Dropped ${describeCounts(state.dropped)} for ${destination}: ${reason}`);
    state.dropped.clear();
  }

  function quarantined(destination: string, items: Items, reason: string): void {
    diagnostics.warn(
      `${destination} refused ${describe(items)}: ${reason}; kept in the spool's quarantine`,
    );
  }

  function replayed(destination: string, items: Items): void {
    const state = stateOf(destination);
    count(state.replayed, items);
    state.replayedAt = now();
    if (now() - state.replayedToldAt < REPEAT_AFTER_MS) return;
    state.replayedToldAt = now();
    tellReplayed(destination, state);
  }

  function tellReplayed(destination: string, { replayed }: DestinationState): void {
    if (replayed.size === 0) return;
    diagnostics.info(
      `Delivered ${describeCounts(replayed)} to ${destination} that an earlier run had left`,
    );
    replayed.clear();
  }

  function tellMoreDropped(destination: string, { dropped }: DestinationState): void {
    if (dropped.size === 0) return;
    diagnostics.warn(`Dropped ${describeCounts(dropped)} more for ${destination}`);
    dropped.clear();
  }

  function end(): void {
    for (const [destination, state] of states) {
      if (state.repaired > 0) tellRepaired(destination, state);
      tellReplayed(destination, state);
      tellMoreDropped(destination, state);
    }
  }

  function lost(destination: string, items: readonly Items[]): void {
    for (const each of items) count(stateOf(destination).lost, each);
    const what = describe(...items);
    diagnostics.warn(`Lost ${what}: ${destination} did not take them before telemetry ended`);
  }

  function kept(destination: string, items: readonly Items[]): void {
    diagnostics.info(
      `Kept ${describe(...items)} on disk for ${destination}: sent when it takes them`,
    );
  }

  return { retrying, delivered, repaired, dropped, quarantined, replayed, lost, kept, end };
}

function count(counts: Counts, { signal, itemCount }: Items): void {
  counts.set(signal, (counts.get(signal) ?? 0) + itemCount);
}

/** Takes from the items those that are told already, and from what is told those items. */
function withoutTold(told: Counts, { signal, itemCount }: Items): Items {
  const already = Math.min(itemCount, told.get(signal) ?? 0);
  if (already > 0) count(told, { signal, itemCount: -already });
  return { signal, itemCount: itemCount - already };
}

function describe(...items: readonly Items[]): string {
  const counts: Counts = new Map();
  for (const each of items) count(counts, each);
  return describeCounts(counts);
}

function describeCounts(counts: Counts): string {
  return [...counts]
    .map(([signal, count]) => `${count} ${ITEM_NAMES[signal]}${count === 1 ? "" : "s"}`)
    .join(", ");
}
