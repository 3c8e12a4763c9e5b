import { deepEqual, equal, rejects } from "node:assert/strict";
import { SpanKind } from "@otel-deno/otlp";
import type { AttributeFilter, TraceQuery } from "../contract/mod.ts";
import { EPOCH, makeLogs, makeTraces, traceId } from "./make_telemetry.ts";
import type { StoreCase } from "./store_case.ts";

const DICE = { service: "dice", run: "run-1", scope: "http" };

/** Which traces a store has to find. */
export const STORE_TRACE_CASES: readonly StoreCase[] = [
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
        openCount: 0,
        logCount: 1,
        services: [{ name: "dice", spanCount: 2 }, { name: "db", spanCount: 1 }],
        run: "run-1",
      }]);
    },
  },
  {
    name: "findTraces() counts the spans of a trace that have not ended, in each part that came",
    async run(store) {
      await store.writeTraces(makeTraces(DICE, [
        { trace: "a", id: "1", isOpen: true },
        { trace: "a", id: "2", parent: "1" },
        { trace: "b", id: "1" },
      ]));
      await store.writeTraces(makeTraces({ service: "db" }, [
        { trace: "a", id: "3", parent: "1", isOpen: true },
      ]));
      const { items } = await store.findTraces({});
      deepEqual(
        items.map(({ traceId, openCount }) => [traceId.at(-1), openCount]).sort(),
        [["a", 2], ["b", 0]],
      );
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
        [{ notServices: ["dice"] }, "b"],
        [{ notServices: ["dice", "cart"] }, ""],
        [{ notServices: ["dic"] }, "ba"],
        [{ notRuns: ["run-2"] }, "a"],
        [{ notRuns: ["run-3"] }, "ba"],
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
];
