import assert from "node:assert/strict";
import type { Encoder } from "../../../encoder.ts";
import type { RecordCollector } from "../../../record_collector.ts";
import type { collectRequests } from "./collect_requests.ts";

/**
 * Has a collector hand over what it took, and compares that with what the encoder makes of the same
 * records.
 *
 * @param taken In the order in which they were taken; at least one.
 * @param options.seed Of the case; also how long the request may linger.
 */
export function assertSameRequest<T>(
  taken: readonly T[],
  { collector, puts, encoder, seed }: ReturnType<typeof collectRequests<RecordCollector<T>>> & {
    readonly encoder: Encoder<T>;
    readonly seed: number;
  },
): void {
  assert.equal(collector.size, taken.length);
  collector.handOver(seed);
  assert.equal(collector.size, 0);
  const [put] = puts.splice(0);
  assert.ok(put);
  // Encoded only now: what is read in between must not change it.
  assert.deepEqual(put.bytes, encoder.encode(taken), `seed ${seed}`);
  assert.deepEqual(put.about, {
    itemCount: taken.length,
    lingerMillis: seed,
    repairedCount: encoder.repairedCount,
  });
}
