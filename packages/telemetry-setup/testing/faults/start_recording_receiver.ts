import { decodeLogs, decodeTraces } from "@otel-deno/otlp";
import {
  type FaultyReceiver,
  type Misbehaviour,
  type RequestHead,
  startFaultyReceiver,
} from "@otel-deno/otlp-receiver/testing";
import type { ReceiverTls } from "@otel-deno/otlp-receiver";
import { IdCounts } from "./account/id_counts.ts";
import { pickPort } from "./pick_port.ts";

/** How a receiver is for a while. */
export type ReceiverState =
  /** There is none. */
  | { readonly is: "down" }
  | {
    readonly is: "up";
    /** @default well */
    readonly misbehave?: Misbehaviour;
    /** @default none, and `http` */
    readonly tls?: ReceiverTls;
  };

/** A receiver that comes, goes and misbehaves as it is told, always on the same port. */
export interface RecordingReceiver extends AsyncDisposable {
  readonly port: number;
  /** How many requests began. */
  readonly requestCount: number;
  /** How many bytes it answered in floods. */
  readonly floodedBytes: number;
  /** Is in that state from now on. */
  become(state: ReceiverState): Promise<void>;
  /** What it took: said that it has, or would have said so had the sender listened. */
  received(): IdCounts;
  /** Settles with the request after the next `count` ones that begin. */
  whenRequested(count?: number): Promise<void>;
}

/** Makes a receiver that keeps what it takes. It is down until it is told to be up. */
export function startRecordingReceiver(
  { protocol = "http" }: { readonly protocol?: "http" | "grpc" } = {},
): RecordingReceiver {
  const port = pickPort();
  const ids = new IdCounts();
  const taken: {
    readonly receiver: FaultyReceiver;
    readonly indices: ReadonlySet<number>;
    counted: number;
  }[] = [];
  const requests = new EventTarget();
  let current: FaultyReceiver | undefined;
  let requestCount = 0;

  async function become(state: ReceiverState): Promise<void> {
    await current?.[Symbol.asyncDispose]();
    current = undefined;
    if (state.is === "down") return;
    const { misbehave = { kind: "none" }, tls } = state;
    const indices = new Set<number>();
    current = await startFaultyReceiver({
      protocol,
      port,
      ...(tls === undefined ? {} : { tls }),
      misbehave({ index }: RequestHead) {
        requestCount++;
        if (takes(misbehave)) indices.add(index);
        requests.dispatchEvent(new Event("request"));
        return misbehave;
      },
    });
    taken.push({ receiver: current, indices, counted: 0 });
  }

  return {
    port,
    get requestCount() {
      return requestCount;
    },
    get floodedBytes() {
      return taken.reduce((sum, { receiver }) => sum + receiver.floodedBytes, 0);
    },
    become,
    received() {
      for (const each of taken) {
        for (const { index, path, payload } of each.receiver.requests.slice(each.counted)) {
          each.counted++;
          if (each.indices.has(index)) countIds(ids, path, payload);
        }
      }
      return ids;
    },
    whenRequested(count = 1) {
      const wanted = requestCount + count;
      return new Promise((resolve) => {
        requests.addEventListener("request", () => requestCount >= wanted && resolve());
      });
    },
    [Symbol.asyncDispose]: () => become({ is: "down" }),
  };
}

/** Whether a sender is told, by the status, that what it sent is taken. */
function takes(misbehaviour: Misbehaviour): boolean {
  switch (misbehaviour.kind) {
    case "none":
    case "message":
    case "flood":
    case "trickle":
      return true;
    case "status":
    case "cut":
      return (misbehaviour.status ?? 200) < 300;
    case "verdict":
      return misbehaviour.verdict.outcome === "accepted";
    case "code":
    case "silence":
    case "reset":
    case "hang up":
      return false;
  }
}

/** Decodes: what cannot be decoded did not arrive. */
function countIds(ids: IdCounts, path: string, payload: Uint8Array): void {
  if (/traces|TraceService/.test(path)) {
    for (const { scopeSpans } of decodeTraces(payload, "protobuf").resourceSpans) {
      for (const { spans } of scopeSpans) for (const { name } of spans) ids.addFrom(name);
    }
  } else {
    for (const { scopeLogs } of decodeLogs(payload, "protobuf").resourceLogs) {
      for (const { logRecords } of scopeLogs) {
        for (const { body } of logRecords) ids.addFrom(body?.stringValue ?? "");
      }
    }
  }
}
