import type { JSX } from "preact";
import { api } from "../../api/api_client.ts";
import { logQuery } from "../../model/search/log_query.ts";
import { EmptyState } from "../../parts/empty_state.tsx";
import { LoadError } from "../../parts/load_error.tsx";
import { VirtualList } from "../../parts/virtual_list.tsx";
import { useShortcuts } from "../../state/keyboard.ts";
import { revisions } from "../../state/live.ts";
import { navigate, param, setParams } from "../../state/router.ts";
import { timeRange } from "../../state/time_range.ts";
import { traceUrl } from "../../state/trace_url.ts";
import { usePaged } from "../../state/use_paged.ts";
import { LogDetail } from "./log_detail.tsx";
import { LogRow } from "./log_row.tsx";
import { LogsToolbar } from "./logs_toolbar.tsx";

/** The latest log records, live; searched and filtered, with all of the one that is chosen. */
export function LogsPage(): JSX.Element {
  const search = param("q") ?? "";
  const chosen = Number(param("log") ?? NaN);
  const { page, items, more } = usePaged({
    key: JSON.stringify([search, param("range"), param("from"), param("to")]),
    load: (signal, cursor) =>
      api.logs({
        ...logQuery(search),
        ...timeRange(),
        limit: 300,
        ...(cursor === undefined ? {} : { cursor }),
      }, signal),
    on: [revisions.logs],
    idOf: ({ id }) => id,
  });
  const at = items.findIndex(({ id }) => id === chosen);
  const log = items[at];
  const choose = (id: number | undefined) =>
    setParams({ log: id === undefined ? undefined : String(id) }, { replace: true });
  const move = (step: number) => {
    const next = items[Math.max(0, Math.min(items.length - 1, at + step))];
    if (next !== undefined) choose(next.id);
  };
  useShortcuts([
    { key: "j", does: "Next record", run: () => move(1) },
    { key: "k", does: "Previous record", run: () => move(-1) },
    { key: "ArrowDown", does: "Next record", run: () => move(1) },
    { key: "ArrowUp", does: "Previous record", run: () => move(-1) },
    {
      key: "t",
      does: "To the trace of the record",
      run: () => {
        if (log !== undefined && log.traceId !== "") navigate(traceUrl(log.traceId, log.spanId));
      },
    },
    { key: "Escape", does: "Close the record", run: () => choose(undefined) },
  ]);

  const filtered = search !== "" || param("range") !== undefined || param("from") !== undefined;
  return (
    <section class="page logs">
      <LogsToolbar loaded={page} count={items.length} more={page.data?.cursor !== undefined} />
      {page.error !== undefined && <LoadError error={page.error} onRetry={page.reload} />}
      {page.data !== undefined && items.length === 0 && (filtered
        ? <EmptyState title="No record matches">Try fewer filters or a longer time.</EmptyState>
        : (
          <EmptyState title="No logs yet" command="deno task dev:otlp">
            What programs log appears here within a second. To see some, start the dice server:
          </EmptyState>
        ))}
      {items.length > 0 && (
        <div class={log === undefined ? "trace-body" : "trace-body with-detail"}>
          <VirtualList
            label="Log records"
            count={items.length}
            rowHeight={26}
            reveal={at}
            onEnd={more}
            row={(index) => (
              <LogRow log={items[index]!} selected={index === at} onChoose={choose} />
            )}
          />
          {log !== undefined && (
            <LogDetail
              key={log.id}
              log={log}
              onClose={() =>
                choose(undefined)}
            />
          )}
        </div>
      )}
    </section>
  );
}
