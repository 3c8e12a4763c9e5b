import type { JSX } from "preact";
import type { Run } from "../../../contract/runs.ts";
import { api } from "../../api/api_client.ts";
import { formatCount } from "../../model/format/format_count.ts";
import { formatDuration } from "../../model/format/format_duration.ts";
import { searchTerm } from "../../model/search/edit_search.ts";
import { ServiceTag } from "../../parts/service_tag.tsx";
import { TimeText } from "../../parts/time_text.tsx";
import { notice } from "../../state/dialogs.ts";
import { setParams } from "../../state/router.ts";
import { RunName } from "./run_name.tsx";

/** The runs, the latest first: name, pin, choose for the comparison, export. */
export function RunTable(
  { runs, pair, onChange }: {
    readonly runs: readonly Run[];
    readonly pair: { readonly before: Run; readonly after: Run } | undefined;
    readonly onChange: () => void;
  },
): JSX.Element {
  const update = async (id: string, change: { name?: string; pinned?: boolean }) => {
    try {
      await api.updateRun(id, change);
      onChange();
    } catch (error) {
      notice.value = error instanceof Error ? error.message : String(error);
    }
  };
  return (
    <table class="table cards">
      <thead>
        <tr>
          <th scope="col">Before / after</th>
          <th scope="col">Name</th>
          <th scope="col">Start</th>
          <th scope="col" class="right">Lasted</th>
          <th scope="col">Services</th>
          <th scope="col" class="right">Spans</th>
          <th scope="col" class="right">Errors</th>
          <th scope="col" class="right">Logs</th>
          <th scope="col" />
        </tr>
      </thead>
      <tbody>
        {runs.slice(0, 200).map((run) => (
          <tr key={run.id}>
            <td data-label="Before / after">
              {(["before", "after"] as const).map((side) => (
                <input
                  key={side}
                  type="radio"
                  name={side}
                  aria-label={`Compare: ${side}`}
                  checked={pair?.[side].id === run.id}
                  onChange={() => setParams({ [side]: run.id })}
                />
              ))}
            </td>
            <td>
              <RunName run={run} onName={(name) => update(run.id, { name })} />
            </td>
            <td class="num" data-label="Start">
              <TimeText nano={run.firstUnixNano} day digits={0} />
            </td>
            <td class="right num" data-label="Lasted">
              {formatDuration(Number(BigInt(run.lastUnixNano) - BigInt(run.firstUnixNano)))}
            </td>
            <td>
              <span class="trace-services">
                {run.services.slice(0, 4).map((name) => <ServiceTag key={name} name={name} />)}
                {run.services.length > 4 && <span class="muted">+{run.services.length - 4}</span>}
              </span>
            </td>
            <td class="right num" data-label="Spans">
              <a href={`/traces?q=${encodeURIComponent(searchTerm("run", run.id))}`}>
                {formatCount(run.spanCount)}
              </a>
            </td>
            <td class="right num" data-label="Errors">
              <span class={run.errorCount > 0 ? "worse" : "muted"}>
                {formatCount(run.errorCount)}
              </span>
            </td>
            <td class="right num" data-label="Logs">
              <a href={`/logs?q=${encodeURIComponent(searchTerm("run", run.id))}`}>
                {formatCount(run.logCount)}
              </a>
            </td>
            <td>
              <span class="buttons nowrap">
                <button
                  type="button"
                  class="small"
                  aria-pressed={run.pinned}
                  title="A pinned run is the last to be dropped"
                  onClick={() => update(run.id, { pinned: !run.pinned })}
                >
                  {run.pinned ? "Pinned" : "Pin"}
                </button>
                <a
                  class="button small"
                  href={api.exportUrl({ run: run.id })}
                  download="run.jsonl"
                >
                  Export
                </a>
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
