import type { QueuedBytes } from "./queued_bytes.ts";
import type { DeliveryAnswer, DeliveryMessage } from "./delivery_message.ts";

/** Who hears of what delivers. */
export interface DeliveryListener {
  onAnswer(answer: DeliveryAnswer): void;
  /** It is gone, and will not answer any more. */
  onFailure(reason: string): void;
}

/** What leads to what delivers, and keeps no process alive but while it is referenced. */
export interface DeliveryChannel {
  /** Whether what is posted is done while this thread is blocked. */
  readonly canSettle: boolean;
  /** Whether payloads go to another thread, and are best in memory that threads share. */
  readonly isShared: boolean;
  /** Whether the end of this thread is that of what delivers. */
  readonly endsProcess: boolean;
  /** Whether it costs nothing any more to begin with it. */
  readonly isStarted: boolean;
  /** What is handed over and not settled, of all threads that deliver by it. */
  readonly queued: QueuedBytes;
  post(message: DeliveryMessage, transfer?: Transferable[]): void;
  /** Hears what was answered until now, without waiting. */
  poll(): void;
  /** Blocks this thread until it was told so, at most so many milliseconds. */
  waitUntil(isDone: () => boolean, milliseconds: number): void;
  ref(): void;
  unref(): void;
  close(): void;
}

/** Opens a channel. */
export type OpenChannel = (listener: DeliveryListener) => DeliveryChannel;
