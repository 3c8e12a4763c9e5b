import { decodeLogs, decodeTraces } from "@otel-deno/otlp";
import {
  type FaultyReceiver,
  type Misbehaviour,
  type RequestHead,
  startFaultyReceiver,
} from "@otel-deno/otlp-receiver/testing";
import { CountedPoints } from "./account/counted_points.ts";
import { IdCounts } from "./account/id_counts.ts";
import { readPoints } from "./account/read_points.ts";
import type { FaultReceiver, ReceiverState } from "./fault_receiver.ts";
import { pickPort } from "./pick_port.ts";

/** A receiver over HTTP, in this process. */
export interface RecordingReceiver extends FaultReceiver {
  /** How many requests with spans began. */
  readonly spanRequestCount: number;
  /** How many bytes it answered in floods. */
  readonly floodedBytes: number;
  /** How many requests of any kind began. */
  readonly requestCount: number;
  /** Settles with the request with spans after the next `count` ones that begin. */
  whenRequested(count?: number): Promise<void>;
}

/** Makes a receiver over HTTP that keeps what it takes. It is down until it is told to be up. */
export function startRecordingReceiver(): RecordingReceiver {
  const port = pickPort();
  const ids = new IdCounts();
  const points = new CountedPoints();
  const taken: {
    readonly receiver: FaultyReceiver;
    readonly indices: ReadonlySet<number>;
    counted: number;
  }[] = [];
  const requests = new EventTarget();
  let current: FaultyReceiver | undefined;
  let spanRequestCount = 0;
  let requestCount = 0;

  async function become(state: ReceiverState): Promise<void> {
    await current?.[Symbol.asyncDispose]();
    current = undefined;
    if (state.is === "down") return;
    const { misbehave = { kind: "none" }, tls } = state;
    const indices = new Set<number>();
    current = await startFaultyReceiver({
      protocol: "http",
      port,
      ...(tls === undefined ? {} : { tls }),
      misbehave({ index, path }: RequestHead) {
        requestCount++;
        if (takes(misbehave)) indices.add(index);
        if (path.endsWith("/traces")) {
          spanRequestCount++;
          requests.dispatchEvent(new Event("request"));
        }
        return misbehave;
      },
    });
    taken.push({ receiver: current, indices, counted: 0 });
  }

  /** Counts what was taken since this was called last. */
  function countTaken(): void {
    for (const each of taken) {
      for (const { index, path, payload } of each.receiver.requests.slice(each.counted)) {
        each.counted++;
        if (!each.indices.has(index)) continue;
        countIds(ids, path, payload);
        if (!path.endsWith("/metrics")) continue;
        for (const point of readPoints(payload)) {
          ids.add(point.run, point.number);
          points.add(point);
        }
      }
    }
  }

  return {
    port,
    get spanRequestCount() {
      return spanRequestCount;
    },
    get requestCount() {
      return requestCount;
    },
    get floodedBytes() {
      return taken.reduce((sum, { receiver }) => sum + receiver.floodedBytes, 0);
    },
    become,
    received() {
      countTaken();
      return ids;
    },
    points() {
      countTaken();
      return points;
    },
    whenRequested(count = 1) {
      const wanted = spanRequestCount + count;
      return new Promise((resolve) => {
        requests.addEventListener("request", () => spanRequestCount >= wanted && resolve());
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
  if (path.endsWith("/traces")) {
    for (const { scopeSpans } of decodeTraces(payload, "protobuf").resourceSpans) {
      for (const { spans } of scopeSpans) for (const { name } of spans) ids.addFrom(name);
    }
  } else if (path.endsWith("/logs")) {
    for (const { scopeLogs } of decodeLogs(payload, "protobuf").resourceLogs) {
      for (const { logRecords } of scopeLogs) {
        for (const { body } of logRecords) ids.addFrom(body?.stringValue ?? "");
      }
    }
  }
}
