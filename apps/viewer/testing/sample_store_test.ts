import { deepEqual, equal, ok } from "node:assert/strict";
import { createMemoryStore } from "./create_memory_store.ts";
import { sampleStore } from "./sample_store.ts";

const options = { nowMillis: 1_700_000_000_000, requests: 20, bigTraceSpans: 60 };

Deno.test("sampleStore() has every signal, two runs and all services", async () => {
  const store = await sampleStore(options);
  const { services, routes, calls } = await store.getServices();
  deepEqual(services.map(({ name }) => name), [
    "dice-server",
    "order-worker",
    "payments",
    "web-shop",
  ]);
  ok(routes.some(({ route }) => route === "GET /rolldice"));
  ok(calls.some(({ from, to }) => from === "dice-server" && to === "payments"));
  deepEqual((await store.listRuns()).map(({ id }) => id), ["run-after", "run-before"]);
  const kinds = (await store.listMetrics()).map(({ kind }) => kind);
  deepEqual([...new Set(kinds)].sort(), ["exponential_histogram", "gauge", "histogram", "sum"]);
});

Deno.test("sampleStore() is the same, when the seed is the same", async () => {
  const lines = async () => {
    const all = [];
    for await (const line of (await sampleStore(options)).export({ kind: "all" })) all.push(line);
    return all;
  };
  deepEqual(await lines(), await lines());
});

Deno.test("createMemoryStore() exports a subtree with its logs and nothing else", async () => {
  const store = await sampleStore(options);
  const { items } = await store.findTraces({ name: "roll_once", status: "error" });
  const trace = await store.getTrace(items[0]!.traceId);
  const roll = trace!.spans.find(({ name }) => name === "roll")!;
  const names = [];
  for await (
    const line of store.export({
      kind: "subtree",
      traceId: trace!.traceId,
      spanId: roll.spanId,
    })
  ) names.push(JSON.parse(line).resourceSpans[0].scopeSpans[0].spans[0].name);
  deepEqual([...new Set(names)], ["roll", "roll_once"]);
});

Deno.test("createMemoryStore() tells listeners what was written, until they stop", async () => {
  const store = createMemoryStore();
  const heard: number[] = [];
  const stop = store.subscribe(({ spans }) => heard.push(spans));
  const span = { traceId: "0af7651916cd43dd8448eb211c80319c", spanId: "b7ad6b7169203331" };
  const { decodeTraces, encodeTraces } = await import("@otel-deno/otlp");
  const data = decodeTraces(
    encodeTraces({ resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] }, "json"),
    "json",
  );
  await store.writeTraces(data);
  stop();
  await store.writeTraces(data);
  deepEqual(heard, [1]);
  equal((await store.stats()).spans, 2);
});
