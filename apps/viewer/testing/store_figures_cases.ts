import { deepEqual, equal, ok } from "node:assert/strict";
import { SpanKind } from "@otel-deno/otlp";
import { EPOCH, makeLogs, makeTraces } from "./make_telemetry.ts";
import type { StoreCase } from "./store_case.ts";

const DICE = { service: "dice", run: "run-1", scope: "http" };

/** What a store has to count and compare: routes, services, runs. */
export const STORE_FIGURES_CASES: readonly StoreCase[] = [
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
    name: "getServices() counts how often a route is asked while its service runs, or in a range",
    async run(store) {
      const SECOND = 1e9;
      const DAY = 86_400 * SECOND;
      // Two runs of 100 seconds with a day between them; another service is asked all the time.
      for (const [run, at] of [["run-1", 0], ["run-2", DAY]] as const) {
        await store.writeTraces(makeTraces({ service: "dice", run }, [
          ...Array.from({ length: 51 }, (_, index) => ({
            trace: `${run.at(-1)}${(index + 16).toString(16)}`,
            id: "1",
            name: "roll",
            start: at + 2 * index * SECOND,
          })),
        ]));
      }
      await store.writeTraces(makeTraces({ service: "cron", run: "run-3" }, [
        { trace: "c1", id: "1", name: "tidy", start: 0 },
        { trace: "c2", id: "1", name: "tidy", start: 2 * DAY },
      ]));
      // It ran beside the first one, and longer.
      await store.writeTraces(makeTraces({ service: "dice", run: "run-4" }, [
        { trace: "d1", id: "1", name: "roll", start: 50 * SECOND },
        { trace: "d2", id: "1", name: "roll", start: 104 * SECOND },
      ]));
      const rates = async (query: Parameters<typeof store.getServices>[0]) => {
        const { routes } = await store.getServices(query);
        return new Map(routes.map(({ service, perSecond }) => [service, perSecond]));
      };
      const all = await rates({});
      near(all.get("dice"), 104 / 204);
      near(all.get("cron"), 1 / 86_400);
      near((await rates({ run: "run-2" })).get("dice"), 51 / 100);
      const from = EPOCH.toString();
      const to = (EPOCH + 86_400n * 10n ** 9n / 2n).toString();
      near((await rates({ from, to })).get("dice"), 53 / 43_200);
      near((await rates({ to })).get("dice"), 53 / 104);
      near((await rates({ from })).get("dice"), 104 / (2 * 86_400));
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
];

/** Durations are counted in buckets. */
function near(actual: number | undefined, expected: number): void {
  ok(
    actual !== undefined && Math.abs(actual / expected - 1) < 0.012,
    `${actual} is not near ${expected}`,
  );
}
