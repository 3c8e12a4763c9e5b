import type { PayloadFacts, PayloadLog, ReadLimits, Unread } from "./payload_log.ts";

const NOTHING: Unread = { itemCount: 0, byteLength: 0, dueAt: Infinity };

interface Entry extends PayloadFacts {
  readonly payload: Uint8Array;
}

/**
 * A log in memory: without a bound of its own, as whoever hands payloads over counts their bytes.
 *
 * @example Two payloads are read as one batch
 * ```ts
 * import { createMemoryLog } from "./memory_log.ts";
 * import assert from "node:assert/strict";
 *
 * const log = createMemoryLog();
 * const facts = { contentType: "application/json", itemCount: 2, dueAt: 0 };
 * log.append(new Uint8Array([1]), facts);
 * log.append(new Uint8Array([2]), facts);
 * const batch = log.read({ maxItems: 512, maxBytes: 4_000_000 });
 * assert.equal(batch?.itemCount, 4);
 * batch?.accepted();
 * assert.equal(log.itemCount, 0);
 * ```
 */
export function createMemoryLog(): PayloadLog {
  let entries: Entry[] = [];
  /** What stands before it was read. */
  let next = 0;
  let itemCount = 0;
  let byteLength = 0;
  /** `dueAt` is that of the earliest since all was read: what is left is sent no later. */
  let unread = NOTHING;

  function take(maxItems: number, maxBytes: number): readonly Entry[] {
    const taken: Entry[] = [];
    let items = 0;
    let bytes = 0;
    for (; next < entries.length; next++) {
      const entry = entries[next]!;
      items += entry.itemCount;
      bytes += entry.payload.length;
      const isMore = items > maxItems || bytes > maxBytes ||
        entry.contentType !== (taken[0] ?? entry).contentType;
      if (taken.length > 0 && isMore) break;
      taken.push(entry);
    }
    // Cut off seldom, so that reading costs the same however much there is.
    if (next > 1024 || next === entries.length) {
      entries = entries.slice(next);
      next = 0;
    }
    return taken;
  }

  return {
    get itemCount() {
      return itemCount;
    },
    get byteLength() {
      return byteLength;
    },
    get unread() {
      return unread;
    },
    append(payload, facts) {
      entries.push({ payload, ...facts });
      itemCount += facts.itemCount;
      byteLength += payload.length;
      unread = {
        itemCount: unread.itemCount + facts.itemCount,
        byteLength: unread.byteLength + payload.length,
        dueAt: Math.min(unread.dueAt, facts.dueAt),
      };
      return true;
    },
    read({ maxItems, maxBytes }: ReadLimits) {
      const taken = take(maxItems, maxBytes);
      const [first] = taken;
      if (first === undefined) return undefined;
      const items = taken.reduce((sum, entry) => sum + entry.itemCount, 0);
      const bytes = taken.reduce((sum, { payload }) => sum + payload.length, 0);
      unread = entries.length === next ? NOTHING : {
        itemCount: unread.itemCount - items,
        byteLength: unread.byteLength - bytes,
        dueAt: unread.dueAt,
      };
      const forget = () => {
        itemCount -= items;
        byteLength -= bytes;
      };
      return {
        payloads: taken.map(({ payload }) => payload),
        contentType: first.contentType,
        itemCount: items,
        itemCounts: taken.map((entry) => entry.itemCount),
        accepted: forget,
        refused() {
          forget();
          return false;
        },
      };
    },
    close() {
      entries = [];
      next = 0;
      unread = NOTHING;
    },
  };
}
