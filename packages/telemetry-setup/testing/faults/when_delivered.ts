import type { LedgerEntry } from "./account/ledger.ts";
import type { RecordingReceiver } from "./start_recording_receiver.ts";

/**
 * Settles when everything arrived that was created, or after so many milliseconds.
 *
 * @param besides How many are known not to arrive.
 */
export async function whenDelivered(
  receiver: Pick<RecordingReceiver, "received">,
  ledger: readonly LedgerEntry[],
  { limitMillis, besides = 0, pollMillis = 50 }: {
    readonly limitMillis: number;
    readonly besides?: number;
    readonly pollMillis?: number;
  },
): Promise<void> {
  const created = ledger.reduce((sum, { first, last }) => sum + last - first + 1, 0);
  const end = performance.now() + limitMillis;
  while (receiver.received().unique < created - besides && performance.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, pollMillis));
  }
}
