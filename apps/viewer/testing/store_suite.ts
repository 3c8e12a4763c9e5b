import { deepEqual, equal, rejects } from "node:assert/strict";
import type { StoreChange } from "../contract/mod.ts";
import { EPOCH, makeLogs, makeTraces, traceId } from "./make_telemetry.ts";
import type { StoreCase } from "./store_case.ts";
import { STORE_FIGURES_CASES } from "./store_figures_cases.ts";
import { STORE_LOG_CASES } from "./store_log_cases.ts";
import { STORE_TRACE_CASES } from "./store_trace_cases.ts";

const DICE = { service: "dice", run: "run-1", scope: "http" };

/** What a store has to do, whatever it keeps telemetry in. */
export const STORE_SUITE: readonly StoreCase[] = [
  ...STORE_TRACE_CASES,
  ...STORE_LOG_CASES,
  ...STORE_FIGURES_CASES,
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
