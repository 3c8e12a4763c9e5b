import { context, ROOT_CONTEXT, SpanKind, trace } from "@opentelemetry/api";
import type { HistogramMetricData } from "@opentelemetry/sdk-metrics";
import assert from "node:assert/strict";
import { DEFAULT_CONFIG } from "../testdata/instrumentation_config.ts";
import { recordTelemetry } from "../testdata/record_telemetry.ts";
import { createDenoKvInstrumentation } from "./deno_kv.ts";
import { fakeKv } from "./testdata/fake_kv.ts";

async function open() {
  const telemetry = recordTelemetry();
  const deno = fakeKv();
  const { openKv } = deno;
  const enabled = createDenoKvInstrumentation({ deno }).enable(telemetry, DEFAULT_CONFIG);
  const kv = await deno.openKv();
  return {
    deno,
    openKv,
    kv,
    telemetry,
    spans: () =>
      telemetry.takeSpans().map(({ name, kind, attributes }) => ({
        name,
        kind,
        attributes: { ...attributes },
      })),
    disable: () => enabled[Symbol.dispose](),
    [Symbol.dispose]() {
      enabled[Symbol.dispose]();
      telemetry[Symbol.dispose]();
    },
  };
}

const span = (name: string, more: object = {}) => ({
  name,
  kind: SpanKind.CLIENT,
  attributes: { "db.system.name": "deno.kv", "db.operation.name": name, ...more },
});

Deno.test("deno-kv records operations, without keys or values", async () => {
  using opened = await open();
  const { kv, spans } = opened;
  assert.deepEqual(await kv.set(["secret"], "hidden"), { ok: true });
  assert.deepEqual(await kv.get(["secret"]), { key: ["secret"], value: "hidden" });
  await kv.delete(["secret"]);
  assert.deepEqual(spans(), [span("set"), span("get"), span("delete")]);
});

Deno.test("deno-kv records how many keys or changes an operation has, when they are two or more", async () => {
  using opened = await open();
  const { kv, spans } = opened;
  await kv.getMany([["a"], ["b"], ["c"]]);
  await kv.getMany([["a"]]);
  assert.deepEqual(
    await kv.atomic().check({}).set(["a"], 1).mutate({}, {}).commit(),
    { ok: true, changes: 3 },
  );
  await kv.atomic().delete(["a"]).commit();
  assert.deepEqual(spans(), [
    span("getMany", { "db.operation.batch.size": 3 }),
    span("getMany"),
    span("commit", { "db.operation.batch.size": 3 }),
    span("commit"),
  ]);
});

Deno.test("deno-kv records a list from its first value to its end, or where the loop is left", async () => {
  using opened = await open();
  const { kv, spans } = opened;
  const all = kv.list({ prefix: [] });
  assert.deepEqual(spans(), []);
  assert.deepEqual(await Array.fromAsync(all), [1, 2, 3]);
  assert.deepEqual(spans(), [span("list")]);
  for await (const value of kv.list({ prefix: [] })) {
    assert.equal(value, 1);
    break;
  }
  assert.deepEqual(spans(), [span("list")]);
  assert.equal((await kv.list({ prefix: [] }, { limit: 1 }).next()).value, 1);
  assert.deepEqual(spans(), [span("list")]);
  const iterator = kv.list({ prefix: [] });
  assert.equal(iterator.cursor, "the cursor");
});

Deno.test("deno-kv records a watch until its first values, and changes none", async () => {
  using opened = await open();
  const { kv, spans } = opened;
  const reader = kv.watch([["a"]]).getReader();
  assert.equal((await reader.read()).value, "first");
  assert.deepEqual(spans(), [span("watch")]);
  assert.equal((await reader.read()).value, "second");
  await reader.cancel("enough");
  assert.deepEqual(kv.cancelled, "enough");
  assert.deepEqual(spans(), []);
});

Deno.test("deno-kv records a failure by its type, and the application gets it", async () => {
  using opened = await open();
  const { kv, telemetry } = opened;
  await assert.rejects(kv.set(["bad"], "hidden"), { message: "no room for bad" });
  const [failed] = telemetry.takeSpans();
  assert.equal(failed?.attributes["error.type"], "TypeError");
  assert.deepEqual(failed?.status, { code: 2 });
  assert.deepEqual(failed?.events, []);
});

Deno.test("deno-kv measures how long operations take", async () => {
  using opened = await open();
  const { kv, telemetry } = opened;
  await kv.get(["a"]);
  await assert.rejects(kv.set(["bad"], 1));
  const [metric] = await telemetry.collectMetrics();
  assert.equal(metric?.descriptor.name, "db.client.operation.duration");
  assert.equal(metric?.descriptor.unit, "s");
  const points = (metric as HistogramMetricData).dataPoints;
  assert.deepEqual(points.map(({ attributes, value }) => [{ ...attributes }, value.count]), [
    [{ "db.system.name": "deno.kv", "db.operation.name": "get" }, 1],
    [{
      "db.system.name": "deno.kv",
      "db.operation.name": "set",
      "error.type": "TypeError",
    }, 1],
  ]);
});

Deno.test("deno-kv: spans are children of the active one", async () => {
  using opened = await open();
  const { kv, telemetry } = opened;
  const outer = telemetry.tracerProvider.getTracer("app").startSpan("outer");
  await context.with(trace.setSpan(ROOT_CONTEXT, outer), async () => {
    await kv.get(["a"]);
    await Array.fromAsync(kv.list({ prefix: [] }));
  });
  const parents = telemetry.takeSpans().map(({ parentSpanContext }) => parentSpanContext?.spanId);
  assert.deepEqual(parents, [outer.spanContext().spanId, outer.spanContext().spanId]);
});

Deno.test("deno-kv leaves everything as it was, when it is disabled", async () => {
  using opened = await open();
  const { deno, kv, openKv, spans, disable } = opened;
  const prototype = Object.getPrototypeOf(kv);
  const { get } = prototype;
  assert.deepEqual([get.name, get.length], ["get", 1]);
  disable();
  assert.equal(deno.openKv, openKv);
  assert.notEqual(prototype.get, get);
  await kv.get(["a"]);
  assert.deepEqual(spans(), []);
  await Reflect.apply(get, kv, [["a"]]);
  assert.deepEqual(spans(), []);
});

Deno.test("deno-kv does nothing, where there is no Deno KV", () => {
  using telemetry = recordTelemetry();
  const deno = {};
  createDenoKvInstrumentation({ deno }).enable(telemetry, DEFAULT_CONFIG)[Symbol.dispose]();
  assert.deepEqual(Object.keys(deno), []);
});
