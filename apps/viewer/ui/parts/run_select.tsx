import type { JSX } from "preact";
import { api } from "../api/api_client.ts";
import { runTitle } from "../model/format/run_title.ts";
import { revisions } from "../state/live.ts";
import { utc } from "../state/preferences.ts";
import { param, setParams } from "../state/router.ts";
import { useLoad } from "../state/use_load.ts";

/** Chooses a run: the parameter `run`. */
export function RunSelect(): JSX.Element {
  const { data } = useLoad({
    key: "runs",
    load: (signal) => api.runs(signal),
    on: [revisions.spans, revisions.logs, revisions.metricPoints],
    every: 5000,
  });
  const chosen = param("run") ?? "";
  return (
    <select
      aria-label="Run"
      value={chosen}
      onChange={(event) => setParams({ run: event.currentTarget.value })}
    >
      <option value="">All runs</option>
      {data?.map((run) => <option key={run.id} value={run.id}>{runTitle(run, utc.value)}</option>)}
    </select>
  );
}
