import { deepEqual, equal } from "node:assert/strict";
import type { StoreChange, TelemetryStore } from "../../contract/mod.ts";
import { createMemoryStore } from "../../testing/create_memory_store.ts";
import { streamChanges } from "./stream_changes.ts";

/** A store that is told to have changed. */
function changingStore() {
  const listeners = new Set<(change: StoreChange) => void>();
  const store: TelemetryStore = {
    ...createMemoryStore(),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const change = async (traceId: string) => {
    const stats = await store.stats();
    const told = { spans: 1, logs: 2, metricPoints: 3, traceIds: [traceId], stats };
    for (const listener of listeners) listener(told);
  };
  return { store, listeners, change };
}

async function readEvent(reader: ReadableStreamDefaultReader<Uint8Array>) {
  const text = new TextDecoder().decode((await reader.read()).value);
  const [, data] = /^event: change\ndata: (.*)\n\n$/.exec(text) ?? [];
  const { spans, logs, metricPoints, traceIds } = JSON.parse(data!) as StoreChange;
  return { spans, logs, metricPoints, traceIds };
}

const NOTHING = { spans: 0, logs: 0, metricPoints: 0, traceIds: [] };

Deno.test("streamChanges() tells at once what there is, then each change", async () => {
  const { store, change } = changingStore();
  const { signal } = new AbortController();
  const reader = streamChanges(store, { signal }).getReader();
  deepEqual(await readEvent(reader), NOTHING);
  await change("a");
  deepEqual(await readEvent(reader), { spans: 1, logs: 2, metricPoints: 3, traceIds: ["a"] });
  await reader.cancel();
});

Deno.test("streamChanges() adds up changes, while nobody reads", async () => {
  const { store, change } = changingStore();
  const reader = streamChanges(store, { signal: new AbortController().signal }).getReader();
  await readEvent(reader);
  for (let index = 0; index < 1001; index++) await change(`trace ${index}`);
  equal((await readEvent(reader)).spans, 1, "what was handed over before is a change of its own");
  const rest = await readEvent(reader);
  equal(rest.spans, 1000);
  equal(rest.traceIds.length, 100);
  equal(rest.traceIds[0], "trace 1000");
  await reader.cancel();
});

Deno.test("streamChanges() listens no longer, when the client is gone", async () => {
  const { store, listeners } = changingStore();
  let ends = 0;
  const { signal } = new AbortController();
  const reader = streamChanges(store, { signal, onEnd: () => ends++ }).getReader();
  await readEvent(reader);
  equal(listeners.size, 1);
  await reader.cancel();
  deepEqual([listeners.size, ends], [0, 1]);
});

Deno.test("streamChanges() ends, when the viewer does", async () => {
  const { store, listeners } = changingStore();
  const controller = new AbortController();
  const reader = streamChanges(store, { signal: controller.signal }).getReader();
  await readEvent(reader);
  controller.abort();
  equal((await reader.read()).done, true);
  equal(listeners.size, 0);
});

Deno.test("streamChanges() sends a comment, when nothing happens for a while", async () => {
  const { store } = changingStore();
  const { signal } = new AbortController();
  const reader = streamChanges(store, { signal, heartbeatMillis: 1 }).getReader();
  await readEvent(reader);
  equal(new TextDecoder().decode((await reader.read()).value), ":\n\n");
  await reader.cancel();
});
