import type { RemainingItems } from "../delivery.ts";
import type { DeliveryMessage } from "../worker/delivery_message.ts";
import { sumItems } from "./sum_items.ts";
import { weighDown } from "./weigh_down.ts";
import { PAYLOAD_OVERHEAD_BYTES } from "../worker/queued_bytes.ts";

/** A payload on its way to what delivers. */
export type Put = Extract<DeliveryMessage, { kind: "put" }>;

/**
 * Where more than this waits, payloads wait long enough to be garbage that only a full collection finds.
 * Below, most are gone before anything collects, and a collection for their sake would cost more.
 */
const MUCH_BYTES = 2 * 1024 * 1024;

/** Payloads that were handed over, and are kept until they are delivered or on disk. */
export interface UnreleasedPayloads {
  /** With {@linkcode PAYLOAD_OVERHEAD_BYTES} for each. */
  readonly byteLength: number;
  /** In the order in which they were handed over. */
  readonly all: readonly Put[];
  add(put: Put): void;
  /** @returns It, if it was there. */
  release(sequence: number): Put | undefined;
  /** What is there and was not told before, by signal and destination. */
  takeUntold(): readonly RemainingItems[];
}

/**
 * Keeps payloads by their sequence numbers.
 *
 * @param routeOf What is told of the route with a number.
 */
export function createUnreleasedPayloads(
  routeOf: (route: number) => Omit<RemainingItems, "itemCount">,
): UnreleasedPayloads {
  const puts = new Map<number, Put>();
  const told = new Set<number>();
  const weights = new Map<number, ArrayBuffer | undefined>();
  let byteLength = 0;
  return {
    get byteLength() {
      return byteLength;
    },
    get all() {
      return [...puts.values()];
    },
    add(put) {
      puts.set(put.sequence, put);
      if (byteLength > MUCH_BYTES) weights.set(put.sequence, weighDown(put.payload));
      byteLength += put.payload.length + PAYLOAD_OVERHEAD_BYTES;
    },
    release(sequence) {
      const put = puts.get(sequence);
      if (put === undefined) return undefined;
      puts.delete(sequence);
      weights.delete(sequence);
      told.delete(sequence);
      byteLength -= put.payload.length + PAYLOAD_OVERHEAD_BYTES;
      return put;
    },
    takeUntold() {
      const untold = [...puts.values()].filter(({ sequence }) => !told.has(sequence));
      for (const { sequence } of untold) told.add(sequence);
      return sumItems(untold.map(({ route, facts: { itemCount } }) => ({
        ...routeOf(route),
        itemCount,
      })));
    },
  };
}
