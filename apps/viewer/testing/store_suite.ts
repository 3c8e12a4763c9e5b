import { deepEqual, equal, ok, rejects } from "node:assert/strict";
import { SpanKind } from "@otel-deno/otlp";
import type { StoreChange } from "../contract/mod.ts";
import { EPOCH, makeLogs, makeTraces, traceId } from "./make_telemetry.ts";
import type { StoreCase } from "./store_case.ts";
import { STORE_SEARCH_CASES } from "./store_search_cases.ts";

const DICE = { service: "dice", run: "run-1", scope: "http" };

/** What a store has to do, whatever it keeps telemetry in. */
export const STORE_SUITE: readonly StoreCase[] = [
  ...STORE_SEARCH_CASES,
  {
    name: "getTrace() returns spans by their start, each with its resource and scope",
    async run(store) {
      await store.writeTraces(makeTraces(DICE, [
        { trace: "a", id: "2", parent: "1", name: "roll", start: 10, attributes: { n: 6 } },
        { trace: "a", id: "1", name: "GET /rolldice", start: 0 },
      ]));
      await store.writeTraces(makeTraces({ service: "db" }, [
        { trace: "a", id: "3", parent: "2", name: "query", start: 5 },
      ]));
      const trace = await store.getTrace(traceId("a"));
      deepEqual(trace?.spans.map(({ name, resource }) => [name, resource]), [
        ["GET /rolldice", 0],
        ["query", 1],
        ["roll", 0],
      ]);
      deepEqual(trace?.spans[2]?.attributes, [{ key: "n", value: { intValue: "6" } }]);
      equal(trace?.spans[0]?.startTimeUnixNano, EPOCH.toString());
      equal(trace?.scopes[0]?.name, "http");
      deepEqual(trace?.resources[1]?.attributes, [
        { key: "service.name", value: { stringValue: "db" } },
      ]);
      deepEqual(JSON.parse(await store.getTraceJson?.(traceId("a")) ?? "null"), trace);
      equal(await store.getTrace(traceId("b")), undefined);
      equal(await store.getTraceJson?.(traceId("b")), undefined);
      equal(await store.getTrace("no id"), undefined);
    },
  },
  {
    name: "getTrace() returns a span once, when it was received twice",
    async run(store) {
      const data = makeTraces(DICE, [{ trace: "a", id: "1" }]);
      await store.writeTraces(data);
      await store.writeTraces(data);
      equal((await store.getTrace(traceId("a")))?.spans.length, 1);
    },
  },
  {
    name: "getServices() returns rate, errors and durations by route, and who calls whom",
    async run(store) {
      const SECOND = 1e9;
      const server = (index: number, duration: number) => ({
        trace: (index + 1).toString(16),
        id: "1",
        name: "GET /rolldice",
        kind: SpanKind.SERVER,
        start: index * SECOND,
        end: index * SECOND + duration,
        isError: index === 0,
        attributes: { "http.route": "/rolldice", "http.request.method": "GET" },
      });
      await store.writeTraces(makeTraces({ service: "db" }, [
        { trace: "1", id: "3", parent: "2", kind: SpanKind.SERVER, name: "query", end: 400 },
      ]));
      await store.writeTraces(makeTraces(
        { ...DICE, attributes: { "telemetry.sdk.language": "js" } },
        Array.from({ length: 101 }, (_, index) => server(index, (index + 1) * 1000)),
      ));
      // How long it takes is not known yet.
      await store.writeTraces(makeTraces(DICE, [
        { trace: "ff", id: "1", name: "poll", kind: SpanKind.SERVER, isOpen: true },
      ]));
      // The caller comes last.
      await store.writeTraces(makeTraces(DICE, [{ trace: "1", id: "2", parent: "1" }]));
      const { services, routes, calls } = await store.getServices();
      deepEqual(services, [
        { name: "dice", language: "js", spanCount: 103, logCount: 0, metricCount: 0 },
        { name: "db", spanCount: 1, logCount: 0, metricCount: 0 },
      ]);
      const [dice, db] = routes;
      equal(routes.some(({ route }) => route === "poll"), false);
      deepEqual([dice?.service, dice?.route, dice?.kind], ["dice", "GET /rolldice", 2]);
      deepEqual([dice?.count, dice?.errorCount], [101, 1]);
      near(dice?.perSecond, 1.01);
      near(dice?.p50Nano, 51_000);
      near(dice?.p95Nano, 96_000);
      near(dice?.p99Nano, 100_000);
      deepEqual([db?.service, db?.route, db?.count], ["db", "query", 1]);
      equal(calls.length, 1);
      deepEqual({ ...calls[0], p95Nano: 0 }, {
        from: "dice",
        to: "db",
        count: 1,
        errorCount: 0,
        p95Nano: 0,
      });
      near(calls[0]?.p95Nano, 400);
      const later = await store.getServices({ from: (EPOCH + 90n * 10n ** 9n).toString() });
      equal(later.services[0]?.spanCount, 11);
      equal(later.routes[0]?.count, 11);
    },
  },
  {
    name: "listRuns() and updateRun() count, name and pin runs; a run that is not there is none",
    async run(store) {
      await store.writeTraces(makeTraces(DICE, [
        { trace: "a", id: "1", start: 5, isError: true },
        { trace: "a", id: "2", start: 9 },
      ]));
      await store.writeTraces(makeTraces({
        service: "dice",
        run: "instance",
        attributes: { "otel_deno.run.id": "run-2" },
      }, [{ trace: "b", id: "1", start: 20 }]));
      await store.writeLogs(makeLogs(DICE, [{ body: "x", time: 7 }]));
      const [second, first] = await store.listRuns();
      equal(second?.id, "run-2");
      deepEqual(first, {
        id: "run-1",
        pinned: false,
        services: ["dice"],
        firstUnixNano: (EPOCH + 5n).toString(),
        lastUnixNano: (EPOCH + 9n).toString(),
        spanCount: 2,
        errorCount: 1,
        logCount: 1,
        pointCount: 0,
      });
      const named = await store.updateRun("run-1", { name: "before", pinned: true });
      deepEqual([named?.name, named?.pinned], ["before", true]);
      const unnamed = await store.updateRun("run-1", { name: "" });
      deepEqual([unnamed?.name, unnamed?.pinned], [undefined, true]);
      equal(await store.updateRun("run-3", { pinned: true }), undefined);
    },
  },
  {
    name: "compareRuns() puts the routes of two runs side by side",
    async run(store) {
      const root = (trace: string, name: string, end: number) => ({ trace, id: "1", name, end });
      await store.writeTraces(makeTraces(DICE, [root("a", "x", 100), root("b", "y", 100)]));
      await store.writeTraces(makeTraces({ ...DICE, run: "run-2" }, [root("c", "x", 300)]));
      const comparison = await store.compareRuns("run-1", "run-2");
      const x = comparison?.routes.find(({ route }) => route === "x");
      near(x?.before?.p50Nano, 100);
      near(x?.after?.p50Nano, 300);
      const y = comparison?.routes.find(({ route }) => route === "y");
      deepEqual([y?.before?.count, y?.after], [1, undefined]);
      equal(await store.compareRuns("run-1", "run-3"), undefined);
    },
  },
  {
    name: "writeTraces() rejects spans without a valid id, and stores the others",
    async run(store) {
      const data = makeTraces(DICE, [
        { trace: "", id: "1" },
        { trace: "a", id: "" },
        { trace: "a", id: "1" },
      ]);
      equal((await store.writeTraces(data)).rejectedCount, 2);
      const { spans, traces } = await store.stats();
      deepEqual([spans, traces], [1, 1]);
    },
  },
  {
    name: "writeTraces() stores times and durations that no clock shows",
    async run(store) {
      const [resourceSpans] = makeTraces(DICE, [{ trace: "a", id: "1" }]).resourceSpans;
      const [scopeSpans] = resourceSpans!.scopeSpans;
      const span = {
        ...scopeSpans!.spans[0]!,
        startTimeUnixNano: 0n,
        endTimeUnixNano: 2n ** 64n - 1n,
      };
      await store.writeTraces({
        resourceSpans: [{ ...resourceSpans!, scopeSpans: [{ ...scopeSpans!, spans: [span] }] }],
      });
      const [found] = (await store.getTrace(traceId("a")))!.spans;
      deepEqual([found?.startTimeUnixNano, found?.endTimeUnixNano], ["0", "18446744073709551615"]);
      const [summary] = (await store.findTraces({})).items;
      equal(summary?.durationNano, Number.MAX_SAFE_INTEGER);
    },
  },
  {
    name: "subscribe() tells what was stored, until it is stopped",
    async run(store) {
      const { promise, resolve } = Promise.withResolvers<StoreChange>();
      const stop = store.subscribe(resolve);
      await store.writeTraces(makeTraces(DICE, [{ trace: "a", id: "1" }, { trace: "a", id: "2" }]));
      const change = await promise;
      deepEqual([change.spans, change.logs, change.traceIds], [2, 0, [traceId("a")]]);
      equal(change.stats.spans, 2);
      stop();
    },
  },
  {
    name: "clear() deletes everything, and what comes afterwards is found",
    async run(store) {
      await store.writeTraces(makeTraces(DICE, [{ trace: "a", id: "1", name: "first" }]));
      await store.writeLogs(makeLogs(DICE, [{ body: "first" }]));
      await store.clear();
      const { spans, logs, traces } = await store.stats();
      deepEqual([spans, logs, traces], [0, 0, 0]);
      deepEqual(await store.listRuns(), []);
      await store.writeTraces(makeTraces(DICE, [{ trace: "a", id: "1", name: "second" }]));
      equal((await store.findTraces({ text: "second", service: "dice" })).items.length, 1);
      equal((await store.findLogs({ text: "first" })).items.length, 0);
    },
  },
  {
    name: "close() stores what is waiting; afterwards everything is refused",
    async run(store) {
      const written = store.writeTraces(makeTraces(DICE, [{ trace: "a", id: "1" }]));
      await store.close();
      equal((await written).rejectedCount, 0);
      await rejects(store.findTraces({}), /closed/);
      await rejects(store.writeLogs({ resourceLogs: [] }), /closed/);
      await store.close();
    },
  },
];

/** Durations are counted in buckets. */
function near(actual: number | undefined, expected: number): void {
  ok(
    actual !== undefined && Math.abs(actual / expected - 1) < 0.012,
    `${actual} is not near ${expected}`,
  );
}
