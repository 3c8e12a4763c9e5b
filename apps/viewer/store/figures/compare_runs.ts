import type { RouteFigures, RunComparison } from "../../contract/mod.ts";
import type { SqlConnection } from "../database/sql_connection.ts";
import { listRuns } from "./list_runs.ts";
import { readFigures } from "./read_figures.ts";

type Route = RunComparison["routes"][number];

/** Compares two runs route by route; undefined where one of them is not there. */
export function compareRuns(
  connection: SqlConnection,
  ids: { readonly before: string; readonly after: string },
): RunComparison | undefined {
  const [before] = listRuns(connection, ids.before);
  const [after] = listRuns(connection, ids.after);
  if (before === undefined || after === undefined) return undefined;
  const routes = new Map<string, Route>();
  for (const side of ["before", "after"] as const) {
    for (const figures of readFigures(connection, { run: ids[side] }).routes) {
      const { service, route } = figures;
      const key = keyOf(figures);
      routes.set(key, { service, route, ...routes.get(key), [side]: figures });
    }
  }
  return { before, after, routes: [...routes.values()] };
}

function keyOf({ service, route, kind }: RouteFigures): string {
  return JSON.stringify([service, route, kind]);
}
