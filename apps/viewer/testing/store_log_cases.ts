import { deepEqual, equal } from "node:assert/strict";
import type { LogQuery } from "../contract/mod.ts";
import { EPOCH, makeLogs, spanId, traceId } from "./make_telemetry.ts";
import type { StoreCase } from "./store_case.ts";

const DICE = { service: "dice", run: "run-1", scope: "http" };

/** Which log records a store has to find. */
export const STORE_LOG_CASES: readonly StoreCase[] = [
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
        [{ notServices: ["dice"] }, "2"],
        [{ notServices: ["dice", "cart"] }, ""],
        [{ notScopes: ["sql"] }, "3 1"],
        [{ notScopes: ["sq"] }, "3 2 1"],
        [{ notRuns: ["run-1", "run-3"] }, "2"],
        [{ notTraceIds: [traceId("a")] }, "3 2"],
        [{ notTraceIds: [traceId("b")] }, "3 2 1"],
        [{ notTraceIds: ["zz"] }, "3 2 1"],
        [{ notSpanIds: [spanId("1")] }, "3 2"],
        [{ notSpanIds: [spanId("2"), spanId("1")], notScopes: ["sql"] }, "3"],
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
