import type { Misbehaviour } from "@otel-deno/otlp-receiver/testing";
import type { ReceiverTls } from "@otel-deno/otlp-receiver";
import type { CountedPoints } from "./account/counted_points.ts";
import type { IdCounts } from "./account/id_counts.ts";

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
export interface FaultReceiver extends AsyncDisposable {
  readonly port: number;
  /** Is in that state from now on. */
  become(state: ReceiverState): Promise<void>;
  /** What it took: said that it has, or would have said so had the sender listened. */
  received(): IdCounts;
  /** Of that, what data points say was counted. */
  points(): CountedPoints;
}
