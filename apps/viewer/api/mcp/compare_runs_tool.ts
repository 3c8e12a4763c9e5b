import type { RouteFigures, Run } from "../../contract/mod.ts";
import { BadRequest } from "../request/bad_request.ts";
import type { McpTool } from "./mcp_tool.ts";
import { toMillis, toTime } from "./to_time.ts";

/** Compares two runs. */
export const COMPARE_RUNS: McpTool = {
  name: "compare_runs",
  description: "Compares two runs route by route: rate, errors and durations. A run is one start " +
    "of one command. Without arguments: the latest run with the one before.",
  properties: {
    before: { type: "string", description: "id of a run; default: the one before the latest" },
    after: { type: "string", description: "id of a run; default: the latest" },
  },
  async run({ before, after }, store) {
    const runs = await store.listRuns();
    const latest = runs.toSorted((a, b) =>
      Number(BigInt(b.firstUnixNano) - BigInt(a.firstUnixNano))
    );
    const second = after ?? latest[0]?.id;
    const first = before ?? latest.find(({ id }) => id !== second)?.id;
    if (typeof first !== "string" || typeof second !== "string") {
      throw new BadRequest("Cannot compare runs: there are not two of them");
    }
    const comparison = await store.compareRuns(first, second);
    if (comparison === undefined) {
      throw new BadRequest("Cannot compare runs: one is not in the store", 404);
    }
    return {
      before: describeRun(comparison.before),
      after: describeRun(comparison.after),
      routes: comparison.routes.map(({ service, route, before, after }) => ({
        service,
        route,
        before: before && describeFigures(before),
        after: after && describeFigures(after),
        p95_change_percent: before && after && before.p95Nano > 0
          ? Math.round((after.p95Nano / before.p95Nano - 1) * 100)
          : undefined,
      })),
    };
  },
};

function describeRun(run: Run) {
  return {
    id: run.id,
    name: run.name,
    services: run.services,
    first: toTime(run.firstUnixNano),
    last: toTime(run.lastUnixNano),
    spans: run.spanCount,
    errors: run.errorCount,
  };
}

function describeFigures(figures: RouteFigures) {
  return {
    count: figures.count,
    errors: figures.errorCount,
    per_second: Math.round(figures.perSecond * 100) / 100,
    p50_ms: toMillis(figures.p50Nano),
    p95_ms: toMillis(figures.p95Nano),
    p99_ms: toMillis(figures.p99Nano),
  };
}
