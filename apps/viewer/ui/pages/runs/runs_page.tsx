import type { JSX } from "preact";
import type { Run } from "../../../contract/runs.ts";
import { api } from "../../api/api_client.ts";
import { EmptyState } from "../../parts/empty_state.tsx";
import { LoadError } from "../../parts/load_error.tsx";
import { revisions } from "../../state/live.ts";
import { param } from "../../state/router.ts";
import { useLoad } from "../../state/use_load.ts";
import { RunComparison } from "./run_comparison.tsx";
import { RunTable } from "./run_table.tsx";

/** All runs, and one against another: the last against the one before it, unless others are chosen. */
export function RunsPage(): JSX.Element {
  const { data, error, reload } = useLoad({
    key: "runs",
    load: (signal) => api.runs(signal),
    on: [revisions.spans, revisions.logs, revisions.metricPoints],
    every: 2000,
  });
  const runs = data?.toSorted((a, b) => BigInt(a.firstUnixNano) < BigInt(b.firstUnixNano) ? 1 : -1);
  const pair = runs === undefined ? undefined : choosePair(runs);
  return (
    <section class="page runs">
      <div class="toolbar">
        <h1>Runs</h1>
        <span class="muted">One start of one command each; names and pins are kept</span>
      </div>
      {error !== undefined && <LoadError error={error} onRetry={reload} />}
      {runs?.length === 0 && (
        <EmptyState title="No runs yet" command="deno task dev:otlp">
          Each start of a program that sends telemetry is a run. To make one, start the dice server:
        </EmptyState>
      )}
      {runs !== undefined && runs.length > 0 && (
        <div class="scroll">
          <RunTable runs={runs} pair={pair} onChange={reload} />
          {pair !== undefined && (
            <RunComparison
              key={`${pair.before.id} ${pair.after.id}`}
              before={pair.before}
              after={pair.after}
            />
          )}
          {pair === undefined && (
            <p class="loading">A second run of the same service is compared with this one.</p>
          )}
        </div>
      )}
    </section>
  );
}

function choosePair(
  runs: readonly Run[],
): { readonly before: Run; readonly after: Run } | undefined {
  const known = (id: string | undefined) => runs.find((run) => run.id === id);
  const after = known(param("after")) ?? runs[0];
  if (after === undefined) return undefined;
  const before = known(param("before")) ??
    runs.slice(runs.indexOf(after) + 1).find(({ services }) =>
      services.some((service) => after.services.includes(service))
    );
  return before === undefined || before === after ? undefined : { before, after };
}
