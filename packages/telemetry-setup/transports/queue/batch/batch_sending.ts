import type { Signal, Transport, Verdict } from "../../transport.ts";
import { mergePayloads } from "./merge_payloads.ts";
import type { PayloadBatch } from "../payload_log.ts";

type Retry = Extract<Verdict, { outcome: "retry" }>;
type Refusal = Extract<Verdict, { outcome: "refused" }>;

/** Payloads of a batch that were refused. */
export interface RefusedPayloads {
  /** Their places in the batch. */
  readonly places: readonly number[];
  readonly itemCount: number;
  readonly reason: string;
}

/** What became of a batch: all of it is settled, or has to be tried again. */
export type BatchResult =
  | Retry
  | {
    readonly outcome: "settled";
    /** Of what was accepted; `undefined` where nothing was. */
    readonly accepted:
      | {
        readonly itemCount: number;
        readonly rejectedCount: number;
        readonly message: string;
      }
      | undefined;
    readonly refused: readonly RefusedPayloads[];
  };

/** A batch on its way to a receiver. */
export interface BatchSending {
  /** Sends what is not settled of it. Never rejects. */
  attempt(): Promise<BatchResult>;
}

/**
 * Sends a batch as one request. Where a receiver refuses that because of what is in it, each payload
 * is sent by itself, so that one that is bad or too large takes no other with it.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otlp/#bad-data}
 */
export function createBatchSending(
  batch: PayloadBatch,
  { transport, signal }: { readonly transport: Transport; readonly signal: Signal },
): BatchSending {
  const { payloads, contentType, itemCount, itemCounts } = batch;
  const everything = payloads.map((_, place) => place);
  const refused: RefusedPayloads[] = [];
  let accepted: Extract<BatchResult, { outcome: "settled" }>["accepted"];
  let isSplit = false;
  /** Where it is split: the place of the first payload that is not settled. */
  let next = 0;

  async function attempt(): Promise<BatchResult> {
    if (!isSplit) {
      const verdict = await sendAll();
      if (verdict.outcome === "retry") return verdict;
      if (payloads.length === 1 || verdict.outcome !== "refused" || verdict.ofContent !== true) {
        return settle(verdict, { places: everything, itemCount });
      }
      isSplit = true;
    }
    for (; next < payloads.length; next++) {
      const count = itemCounts[next]!;
      const verdict = await send(payloads[next]!, count);
      if (verdict.outcome === "retry") return verdict;
      settle(verdict, { places: [next], itemCount: count });
    }
    return { outcome: "settled", accepted, refused };
  }

  function settle(
    verdict: Exclude<Verdict, Retry>,
    { places, itemCount }: Omit<RefusedPayloads, "reason">,
  ): BatchResult {
    if (verdict.outcome === "refused") refused.push({ places, itemCount, reason: verdict.reason });
    else {
      accepted = {
        itemCount: itemCount + (accepted?.itemCount ?? 0),
        rejectedCount: verdict.rejectedCount + (accepted?.rejectedCount ?? 0),
        message: accepted?.message || verdict.message,
      };
    }
    return { outcome: "settled", accepted, refused };
  }

  function sendAll(): Promise<Verdict> {
    const merged = mergePayloads(payloads, contentType);
    // Of what was read from a disk only.
    if (merged === undefined) return Promise.resolve(refuse("it cannot be read"));
    return send(merged, itemCount);
  }

  async function send(payload: Uint8Array, itemCount: number): Promise<Verdict> {
    try {
      const options = { signal, contentType, encoding: "identity", itemCount } as const;
      return await transport.send(toOwnMemory(payload), options);
    } catch (error) {
      return refuse(`cannot send: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  return { attempt };
}

function refuse(reason: string): Refusal {
  return { outcome: "refused", reason, ofContent: true };
}

/** `fetch` takes nothing that threads share. */
function toOwnMemory(payload: Uint8Array): Uint8Array {
  return payload.buffer instanceof ArrayBuffer ? payload : new Uint8Array(payload);
}
