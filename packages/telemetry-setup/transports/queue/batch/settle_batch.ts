import type { RefusedPayloads } from "./batch_sending.ts";
import type { PayloadBatch } from "../payload_log.ts";

/**
 * Settles a batch of which some payloads were refused, and the others accepted.
 *
 * @returns Whether what was refused is kept in quarantine.
 */
export function settleBatch(batch: PayloadBatch, refused: readonly RefusedPayloads[]): boolean {
  const [first] = refused;
  if (first !== undefined) {
    return batch.refused(first.reason, refused.flatMap(({ places }) => places));
  }
  batch.accepted();
  return false;
}
