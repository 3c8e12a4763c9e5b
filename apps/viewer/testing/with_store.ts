import type { TelemetryStore } from "../contract/mod.ts";
import { openStore } from "../store/open_store.ts";

/** Runs something with an empty store in memory, which is closed at the end. */
export async function withStore(action: (store: TelemetryStore) => Promise<void>): Promise<void> {
  const store = await openStore();
  try {
    await action(store);
  } finally {
    await store.close();
  }
}
