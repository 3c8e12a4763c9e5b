import type { TelemetryStore } from "../contract/mod.ts";

/** A test of every store; it gets an empty one. */
export interface StoreCase {
  readonly name: string;
  readonly run: (store: TelemetryStore) => Promise<void>;
}
