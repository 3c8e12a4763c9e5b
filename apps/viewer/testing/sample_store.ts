import type { TelemetryStore } from "../contract/mod.ts";
import { createMemoryStore } from "./create_memory_store.ts";
import { fillStore, type SampleOptions } from "./fill_store.ts";

/** A store in memory with the samples of {@linkcode fillStore}, for tests and for work on the pages. */
export async function sampleStore(options: SampleOptions = {}): Promise<TelemetryStore> {
  const store = createMemoryStore();
  await fillStore(store, options);
  return store;
}
