import { deepEqual, equal, rejects } from "node:assert/strict";
import { SpanKind } from "@otel-deno/otlp";
import type { AttributeFilter, LogQuery, TraceQuery } from "../contract/mod.ts";
import { EPOCH, makeLogs, makeTraces, spanId, traceId } from "./make_telemetry.ts";
import type { StoreCase } from "./store_case.ts";

const DICE = { service: "dice", run: "run-1", scope: "http" };

/** What a store has to find. */
export const STORE_SEARCH_CASES: readonly StoreCase[] = [
  {
    name: "findTraces() returns a summary that is named after the root, whichever came first",
    async run(store) {
      await store.writeTraces(makeTraces({ service: "db", run: "run-2" }, [
        { trace: "a", id: "3", parent: "1", name: "query", start: 50, end: 80, isError: true },
      ]));
      await store.writeTraces(makeTraces(DICE, [{
        trace: "a",
        id: "1",
        name: "GET",
        kind: SpanKind.SERVER,
        start: 20,
        end: 100,
        attributes: { "http.route": "/rolldice", "http.request.method": "GET" },
      }, { trace: "a", id: "2", parent: "1", start: 10, end: 30 }]));
      await store.writeLogs(makeLogs(DICE, [{ body: "rolled", trace: "a" }]));
      deepEqual((await store.findTraces({})).items, [{
        traceId: traceId("a"),
        name: "GET",
        service: "dice",
        route: "GET /rolldice",
        startUnixNano: (EPOCH + 10n).toString(),
        durationNano: 90,
        spanCount: 3,
        errorCount: 1,
        logCount: 1,
        services: [{ name: "dice", spanCount: 2 }, { name: "db", spanCount: 1 }],
        run: "run-1",
      }]);
    },
  },
  {
    name: "findTraces() finds by each condition, and by what a trace has not",
    async run(store) {
      await store.writeTraces(makeTraces({ ...DICE, attributes: { "host.name": "h1" } }, [{
        trace: "a",
        id: "1",
        name: "GET /rolldice",
        kind: SpanKind.SERVER,
        start: 0,
        end: 5000,
        attributes: {
          "http.route": "/rolldice",
          "http.request.method": "GET",
          "http.response.status_code": 200,
          ok: true,
          ratio: 0.5,
        },
      }]));
      await store.writeTraces(makeTraces({ service: "cart", run: "run-2" }, [
        { trace: "b", id: "1", name: "Add to-cart", start: 10_000, end: 10_500, isError: true },
        { trace: "b", id: "2", parent: "1", start: 10_000, attributes: { "db.system": "x" } },
      ]));
      const is = (key: string, value?: string): AttributeFilter => ({
        key,
        negated: false,
        ...(value !== undefined && { value }),
      });
      const not = (key: string, value?: string) => ({ ...is(key, value), negated: true });
      const cases: readonly (readonly [TraceQuery, string])[] = [
        [{}, "ba"],
        [{ service: "dice" }, "a"],
        [{ service: "dic" }, ""],
        [{ name: "GET /rolldice" }, "a"],
        [{ name: "get /rolldice" }, ""],
        [{ text: "rolldice" }, "a"],
        [{ text: "ROLL" }, "a"],
        [{ text: "cart add" }, "b"],
        [{ text: "to-cart" }, "b"],
        [{ text: 'cart" OR "rolldice' }, ""],
        [{ text: "/ *" }, "ba"],
        [{ route: "GET /rolldice" }, "a"],
        [{ route: "/rolldice" }, "a"],
        [{ route: "Add to-cart" }, "b"],
        [{ notRoutes: ["GET /rolldice"] }, "b"],
        [{ notRoutes: ["/rolldice", "/other"] }, "b"],
        [{ notRoutes: ["/other"] }, "ba"],
        [{ notNames: ["GET /rolldice"] }, "b"],
        [{ notNames: ["GET /rolldice", "Add to-cart"] }, ""],
        [{ notNames: ["GET /"] }, "ba"],
        [{ run: "run-2" }, "b"],
        [{ status: "error" }, "b"],
        [{ status: "ok" }, "a"],
        [{ minDurationNano: 5000 }, "a"],
        [{ minDurationNano: 5001 }, ""],
        [{ maxDurationNano: 1000 }, "b"],
        [{ from: (EPOCH + 1n).toString() }, "b"],
        [{ to: EPOCH.toString() }, "a"],
        [{ from: (EPOCH + 1n).toString(), to: (EPOCH + 9n).toString() }, ""],
        [{ attributes: [is("http.response.status_code", "200")] }, "a"],
        [{ attributes: [is("ok", "true"), is("ratio", "0.5")] }, "a"],
        [{ attributes: [is("http.route")] }, "a"],
        [{ attributes: [is("host.name", "h1")] }, "a"],
        [{ attributes: [is("service.name", "cart")] }, "b"],
        [{ attributes: [not("host.name")] }, "b"],
        [{ attributes: [not("http.route", "/rolldice")] }, "b"],
        [{ attributes: [not("http.route", "/other")] }, "ba"],
        [{ attributes: [is("db.system", "x"), is("http.route")] }, ""],
        [{ attributes: [is("db.system", "x")], service: "cart", status: "error" }, "b"],
        [{ order: "duration" }, "ab"],
        [{ limit: 1 }, "b"],
      ];
      for (const [query, expected] of cases) {
        const { items } = await store.findTraces(query);
        equal(items.map((item) => item.traceId.at(-1)).join(""), expected, JSON.stringify(query));
      }
    },
  },
  {
    name: "findTraces() returns every trace once, page by page, in either order",
    async run(store) {
      const spans = Array.from({ length: 2500 }, (_, index) => ({
        trace: (index + 1).toString(16),
        id: "1",
        start: index * 7919 % 1000,
        end: 1000 + index * 104_729 % 5000,
      }));
      await store.writeTraces(makeTraces(DICE, spans));
      for (const order of ["start", "duration"] as const) {
        const found: string[] = [];
        const values: number[] = [];
        let cursor: string | undefined;
        do {
          const page = await store.findTraces({ order, limit: 400, ...(cursor && { cursor }) });
          for (const { traceId, startUnixNano, durationNano } of page.items) {
            found.push(traceId);
            values.push(order === "start" ? Number(BigInt(startUnixNano) - EPOCH) : durationNano);
          }
          cursor = page.cursor;
        } while (cursor !== undefined);
        equal(found.length, 2500);
        equal(new Set(found).size, 2500);
        deepEqual(values, values.toSorted((a, b) => b - a));
      }
    },
  },
  {
    name: "findTraces() rejects a cursor that is none, and a time that is none",
    async run(store) {
      await rejects(store.findTraces({ cursor: "1; DROP TABLE traces" }), SyntaxError);
      await rejects(store.findTraces({ from: "yesterday" }), SyntaxError);
    },
  },
  {
    name: "findLogs() finds by each condition, the latest first",
    async run(store) {
      await store.writeLogs(makeLogs(DICE, [
        { body: "Anonymous player is rolling the dice: 4", time: 1, trace: "a", span: "1" },
        { body: "Ünder attack!", time: 3, severity: 17, attributes: { user: "x" } },
      ]));
      await store.writeLogs(makeLogs({ service: "cart", run: "run-2", scope: "sql" }, [
        { body: "alice is rolling", time: 2, severity: 5 },
      ]));
      const cases: readonly (readonly [LogQuery, string])[] = [
        [{}, "3 2 1"],
        [{ text: "rolling" }, "2 1"],
        [{ text: "rolling dice" }, "1"],
        [{ text: "under" }, "3"],
        [{ text: "is ali" }, "2"],
        [{ text: "rolling -dice" }, "1"],
        [{ service: "dice" }, "3 1"],
        [{ scope: "sql" }, "2"],
        [{ run: "run-1" }, "3 1"],
        [{ minSeverity: 9 }, "3 1"],
        [{ minSeverity: 18 }, ""],
        [{ maxSeverity: 16 }, "2 1"],
        [{ minSeverity: 6, maxSeverity: 16 }, "1"],
        [{ traceId: traceId("a") }, "1"],
        [{ traceId: traceId("a"), spanId: spanId("1") }, "1"],
        [{ spanId: spanId("2") }, ""],
        [{ traceId: "zz" }, ""],
        [{ attributes: [{ key: "user", value: "x", negated: false }] }, "3"],
        [{ attributes: [{ key: "user", negated: true }] }, "2 1"],
        [{ from: (EPOCH + 2n).toString() }, "3 2"],
        [{ to: (EPOCH + 2n).toString() }, "2 1"],
      ];
      for (const [query, expected] of cases) {
        const { items } = await store.findLogs(query);
        const times = items.map(({ timeUnixNano }) => BigInt(timeUnixNano) - EPOCH);
        equal(times.join(" "), expected, JSON.stringify(query));
      }
      const [record] = (await store.findLogs({ text: "dice" })).items;
      equal(record?.service, "dice");
      equal(record?.scope.name, "http");
      deepEqual(record?.body, { stringValue: "Anonymous player is rolling the dice: 4" });
    },
  },
  {
    name: "findLogs() returns every record once, page by page",
    async run(store) {
      await store.writeLogs(makeLogs(
        DICE,
        Array.from({ length: 1500 }, (_, index) => ({
          body: `record ${index}`,
          time: index * 7919 % 100,
        })),
      ));
      const found: number[] = [];
      let cursor: string | undefined;
      do {
        const page = await store.findLogs({
          text: "record",
          limit: 400,
          ...(cursor && { cursor }),
        });
        found.push(...page.items.map(({ id }) => id));
        cursor = page.cursor;
      } while (cursor !== undefined);
      equal(found.length, 1500);
      equal(new Set(found).size, 1500);
    },
  },
];
