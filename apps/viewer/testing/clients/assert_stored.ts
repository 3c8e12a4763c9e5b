import { deepEqual, equal, ok } from "node:assert/strict";
import type { JsonLogRecord, MetricSummary, Page, StoreStats, Trace } from "../../contract/mod.ts";
import { openStore } from "../../store/open_store.ts";
import type { ViewerUnderTest } from "../start_viewer_process.ts";
import { exportedRequests } from "./exported_requests.ts";
import { flattenItems, type SentRequest } from "./flatten_items.ts";

/**
 * Asserts that a viewer has what a client has sent, no more and no less, with all fields: by its
 * figures, its answers, its export, and, after it has ended, by its database.
 */
export async function assertStored(
  viewer: ViewerUnderTest,
  { sent, database }: { readonly sent: readonly SentRequest[]; readonly database: string },
): Promise<void> {
  const ask = async <T>(path: string): Promise<T> => {
    const response = await fetch(`${viewer.url}${path}`);
    equal(response.status, 200, path);
    return await response.json();
  };
  const spans = itemsOf(sent, "traces");
  const logs = itemsOf(sent, "logs");
  const points = itemsOf(sent, "metrics");
  const expected = flattenItems(sent);
  ok(spans.length > 0 && logs.length > 0 && points.length > 0, "each signal was sent");

  const stats = await ask<StoreStats>("/api/stats");
  deepEqual(
    [stats.spans, stats.logs, stats.metricPoints],
    [spans.length, logs.length, points.length],
  );
  const exported = await (await fetch(`${viewer.url}/api/export`)).text();
  deepEqual(flattenItems(exportedRequests(exported)), expected);
  await assertTraces(ask, spans);
  await assertLogs(ask, logs);
  await assertMetrics(ask, points);

  equal((await viewer.end("SIGTERM")).code, 0);
  const store = await openStore({ path: database });
  try {
    deepEqual(
      await Array.fromAsync(store.export({ kind: "all" })).then((all) => all.join("")),
      exported,
    );
  } finally {
    await store.close();
  }
}

type Ask = <T>(path: string) => Promise<T>;
// deno-lint-ignore no-explicit-any -- OTLP JSON
type Json = any;

function itemsOf(sent: readonly SentRequest[], signal: SentRequest["signal"]): readonly Json[] {
  return flattenItems(sent.filter((request) => request.signal === signal))
    // OTLP leaves out lists without members, the API does not.
    .map((line) => line.replaceAll(/"(arrayValue|kvlistValue)":\{\}/g, '"$1":{"values":[]}'))
    .map((line) => Object.values(JSON.parse(line))[0])
    .map((resources: Json) => {
      const { resource, ...rest } = resources[0];
      const [{ scope, ...inScope }] = (Object.values(rest) as Json[]).find(Array.isArray)!;
      const [item] = (Object.values(inScope) as Json[]).find(Array.isArray)!;
      return { resource, scope, item };
    });
}

async function assertTraces(ask: Ask, spans: readonly Json[]): Promise<void> {
  for (const [traceId, ofTrace] of Map.groupBy(spans, ({ item }) => item.traceId as string)) {
    const trace = await ask<Trace>(`/api/traces/${traceId}`);
    const found = new Map(trace.spans.map((span) => [span.spanId, span]));
    equal(found.size, ofTrace.length, traceId);
    for (const { item, resource, scope } of ofTrace) {
      const span = found.get(item.spanId)!;
      for (const key of ["name", "startTimeUnixNano", "endTimeUnixNano"] as const) {
        equal(span[key], item[key], key);
      }
      equal(span.parentSpanId, item.parentSpanId ?? "");
      equal(span.traceState, item.traceState ?? "");
      deepEqual(span.attributes, item.attributes ?? []);
      deepEqual(span.events.map(({ name }) => name), (item.events ?? []).map(nameOf));
      deepEqual(span.links.map(({ spanId }) => spanId), (item.links ?? []).map(spanIdOf));
      equal(span.status.code, item.status?.code ?? 0);
      deepEqual(trace.resources[span.resource]!.attributes, resource?.attributes ?? []);
      equal(trace.scopes[span.scope]!.name, scope?.name ?? "");
    }
  }
}

async function assertLogs(ask: Ask, logs: readonly Json[]): Promise<void> {
  const found: JsonLogRecord[] = [];
  for (let cursor: string | undefined = "";;) {
    const path: string = `/api/logs?limit=1000${cursor && `&cursor=${encodeURIComponent(cursor)}`}`;
    const page: Page<JsonLogRecord> = await ask(path);
    found.push(...page.items);
    cursor = page.cursor;
    if (cursor === undefined) break;
  }
  const describe = (log: Json) =>
    JSON.stringify([
      log.body ?? {},
      log.attributes ?? [],
      log.severityText ?? "",
      log.traceId ?? "",
      log.spanId ?? "",
      log.eventName ?? "",
    ]);
  deepEqual(found.map(describe).sort(), logs.map(({ item }) => describe(item)).sort());
}

async function assertMetrics(ask: Ask, points: readonly Json[]): Promise<void> {
  const metrics = await ask<readonly MetricSummary[]>("/api/metrics");
  deepEqual(
    new Set(metrics.map(({ name, unit }) => `${name} ${unit}`)),
    new Set(points.map(({ item }) => `${item.name} ${item.unit ?? ""}`)),
  );
}

function nameOf({ name }: Json): string {
  return name;
}

function spanIdOf({ spanId }: Json): string {
  return spanId;
}
