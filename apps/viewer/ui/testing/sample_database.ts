import type { TelemetryStore } from "../../contract/mod.ts";
import { openStore } from "../../store/open_store.ts";
import { fillStore, type SampleOptions } from "../../testing/fill_store.ts";

/** The viewer's own store, without a file, with the samples of {@linkcode fillStore}. */
export async function sampleDatabase(options: SampleOptions = {}): Promise<TelemetryStore> {
  const store = await openStore();
  await fillStore(store, options);
  return store;
}
