import type { LedgerEntry } from "./account/ledger.ts";
import type { RecordingReceiver } from "./start_recording_receiver.ts";

const POLL_MS = 50;

/** Settles when everything arrived that was created, or after so many milliseconds. */
export async function whenDelivered(
  receiver: Pick<RecordingReceiver, "received">,
  ledger: readonly LedgerEntry[],
  limitMillis: number,
): Promise<void> {
  const created = ledger.reduce((sum, { first, last }) => sum + last - first + 1, 0);
  const end = performance.now() + limitMillis;
  while (receiver.received().unique < created && performance.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
