import { deepEqual, equal, ok } from "node:assert/strict";
import type { TelemetryStore } from "../../contract/mod.ts";
import { EPOCH, makeLogs, makeTraces, traceId } from "../../testing/make_telemetry.ts";
import { openStore } from "../open_store.ts";

const HOUR = 3_600_000;
const MAX_BYTES = 4 * 1024 * 1024;

Deno.test("dropOldest() keeps the size within 5 % of the limit for 24 hours, and the latest", async () => {
  let now = 0;
  const store = await openStore({ maxBytes: MAX_BYTES, now: () => now });
  try {
    let last = 0;
    for (; now < 24 * HOUR; now += HOUR / 4) {
      last = await writeTraces(store, { first: last + 1, count: 100, run: "a" });
      await store.writeLogs(
        makeLogs({ run: "a" }, [{ body: `log ${last} ${"y".repeat(20_000)}` }]),
      );
      const { bytes } = await store.stats();
      ok(bytes < MAX_BYTES * 1.05, `${bytes} bytes after ${now / HOUR} hours`);
    }
    const stats = await store.stats();
    ok(stats.bytes > MAX_BYTES * 0.8, `${stats.bytes} bytes`);
    equal(stats.dropped + stats.spans + stats.logs, last + 96);
    const { items } = await store.findTraces({ attributes: [is("number", String(last))] });
    equal(items.length, 1);
    equal((await store.findTraces({ attributes: [is("number", "1")] })).items.length, 0);
    equal((await store.findTraces({ text: "operation 1" })).items.length, 0);
    equal(await store.getTrace(traceId("1")), undefined);
    equal((await store.findLogs({ text: "log 100" })).items.length, 0);
    const [run] = await store.listRuns();
    equal(run?.spanCount, stats.spans);
    const { services, routes } = await store.getServices();
    equal(services[0]?.spanCount, stats.spans);
    // Each span has a route of its own.
    equal(routes.length, 1000);
    ok(routes.every(({ count }) => count === 1));
    equal((await store.findTraces({ text: "operation", limit: 1 })).items.length, 1);
  } finally {
    await store.close();
  }
});

Deno.test("dropOldest() drops what is too old, but not a pinned run", async () => {
  let now = 0;
  const store = await openStore({ maxAge: 7 * 24 * HOUR, now: () => now });
  try {
    await writeTraces(store, { first: 1, count: 2, run: "pinned" });
    await writeTraces(store, { first: 3, count: 3, run: "other" });
    await store.writeLogs(makeLogs({ run: "pinned" }, [{ body: "kept" }]));
    await store.writeLogs(makeLogs({ run: "other" }, [{ body: "gone" }]));
    await store.updateRun("pinned", { pinned: true });
    now = 8 * 24 * HOUR;
    await writeTraces(store, { first: 6, count: 1, run: "new" });
    const { spans, logs, traces, dropped } = await store.stats();
    deepEqual([spans, logs, traces, dropped], [3, 1, 3, 4]);
    deepEqual((await store.listRuns()).map(({ id }) => id).sort(), ["new", "pinned"]);
    equal((await store.findTraces({ run: "pinned", text: "operation" })).items.length, 2);
    equal((await store.findLogs({ text: "kept" })).items.length, 1);
    equal((await store.findLogs({ text: "gone" })).items.length, 0);
    await store.updateRun("pinned", { pinned: false });
    await writeTraces(store, { first: 7, count: 1, run: "new" });
    deepEqual((await store.listRuns()).map(({ id }) => id), ["new"]);
    equal((await store.stats()).dropped, 7);
  } finally {
    await store.close();
  }
});

Deno.test("dropOldest() drops a pinned run for the size only when nothing else is left", async () => {
  const store = await openStore({ maxBytes: MAX_BYTES });
  try {
    let last = await writeTraces(store, { first: 1, count: 1000, run: "pinned" });
    await store.updateRun("pinned", { pinned: true });
    for (let round = 0; round < 40; round++) {
      last = await writeTraces(store, { first: last + 1, count: 500, run: "other" });
    }
    equal((await store.listRuns()).find(({ id }) => id === "pinned")?.spanCount, 1000);
    await store.updateRun("other", { pinned: true });
    for (let round = 0; round < 40; round++) {
      last = await writeTraces(store, { first: last + 1, count: 500, run: "other" });
    }
    deepEqual((await store.listRuns()).map(({ id }) => id), ["other"]);
    ok((await store.stats()).bytes < MAX_BYTES * 1.05);
  } finally {
    await store.close();
  }
});

Deno.test("dropOldest() drops a single trace that is larger than the limit", async () => {
  const store = await openStore({ maxBytes: MAX_BYTES });
  try {
    for (let round = 0; round < 30; round++) {
      const attributes = { padding: "x".repeat(400_000) };
      await store.writeTraces(makeTraces({}, [{ trace: "a", id: String(round + 1), attributes }]));
      ok((await store.stats()).bytes < MAX_BYTES * 1.15);
    }
    const trace = await store.getTrace(traceId("a"));
    ok(trace!.spans.some(({ spanId }) => Number(spanId) === 30));
  } finally {
    await store.close();
  }
});

async function writeTraces(
  store: TelemetryStore,
  { first, count, run }: { readonly first: number; readonly count: number; readonly run: string },
): Promise<number> {
  const spans = Array.from({ length: count }, (_, index) => {
    const number = first + index;
    return {
      trace: number.toString(16),
      id: "1",
      name: `operation ${number}`,
      start: Number(EPOCH % 2n) + number * 1000,
      attributes: { number, padding: "x".repeat(100) },
    };
  });
  await store.writeTraces(makeTraces({ service: "s", run }, spans));
  return first + count - 1;
}

function is(key: string, value: string) {
  return { key, value, negated: false };
}
