import type { SendOptions, Verdict } from "../transport.ts";
import type { OtlpTransportConfig } from "../transport_config.ts";

/** What the application's thread says to the delivery worker. */
export type DeliveryMessage =
  | { kind: "open"; transport: number; config: OtlpTransportConfig; deadlineMillis: number }
  | { kind: "send"; request: number; transport: number; payload: Uint8Array; options: SendOptions }
  | { kind: "close"; transport: number }
  /** Another thread of the application sends by this port: its first message is of kind client. */
  | { kind: "connect"; port: MessagePort }
  | { kind: "client"; memory: SharedArrayBuffer }
  /** The thread is ending: no more waits before a further attempt. */
  | { kind: "ending"; ending: boolean };

/** What the delivery worker answers. */
export type DeliveryAnswer =
  | { kind: "settled"; request: number; verdict: Verdict }
  | { kind: "retrying"; transport: number; reason: string };

/**
 * The memory that both threads see, as 32-bit integers: the number of settled requests, then one
 * outcome a request at `OUTCOMES + request % OUTCOME_SLOTS`. It lets the application's thread see
 * the outcome while it is blocked and no message can reach it.
 */
export const SETTLED = 0;
export const OUTCOMES = 1;
/** Far more than can be under way at once: a queue sends one payload at a time. */
export const OUTCOME_SLOTS = 1024;
export const OUTCOME_ACCEPTED = 1;
export const OUTCOME_LOST = 2;

/** Makes that memory. */
export function createDeliveryState(): Int32Array<SharedArrayBuffer> {
  return new Int32Array(
    new SharedArrayBuffer((OUTCOMES + OUTCOME_SLOTS) * Int32Array.BYTES_PER_ELEMENT),
  );
}
