import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { api } from "../../api/api_client.ts";
import { EmptyState } from "../../parts/empty_state.tsx";
import { LoadError } from "../../parts/load_error.tsx";
import { VirtualList } from "../../parts/virtual_list.tsx";
import { traceQuery } from "../../model/search/trace_query.ts";
import { chooseForComparison } from "../../state/choose_for_comparison.ts";
import { useShortcuts } from "../../state/keyboard.ts";
import { revisions } from "../../state/live.ts";
import { address, navigate, param } from "../../state/router.ts";
import { timeRange } from "../../state/time_range.ts";
import { traceUrl } from "../../state/trace_url.ts";
import { usePaged } from "../../state/use_paged.ts";
import { DurationsChart } from "./durations_chart.tsx";
import { TraceRow } from "./trace_row.tsx";
import { TracesToolbar } from "./traces_toolbar.tsx";

const PAGE = 200;
const ROW_HEIGHT = 34;

/** The latest traces, live; searched, filtered, and as points over time. */
export function TracesPage(): JSX.Element {
  const search = param("q") ?? "";
  const order = param("order") === "duration" ? "duration" : "start";
  const { page, items, more } = usePaged({
    key: address.value.search,
    load: (signal, cursor) =>
      api.traces({
        ...traceQuery(search),
        ...timeRange(),
        order,
        limit: PAGE,
        ...(cursor === undefined ? {} : { cursor }),
      }, signal),
    on: [revisions.spans],
    idOf: ({ traceId }) => traceId,
  });
  const [selected, setSelected] = useState(-1);
  const longest = items.reduce((most, { durationNano }) => Math.max(most, durationNano), 0);
  const move = (step: number) =>
    setSelected((now) => Math.max(0, Math.min(items.length - 1, now + step)));
  useShortcuts([
    { key: "j", does: "Next trace", run: () => move(1) },
    { key: "k", does: "Previous trace", run: () => move(-1) },
    { key: "ArrowDown", does: "Next trace", run: () => move(1) },
    { key: "ArrowUp", does: "Previous trace", run: () => move(-1) },
    {
      key: "Enter",
      does: "Open the trace",
      run: () => {
        const trace = items[selected];
        if (trace !== undefined) navigate(traceUrl(trace.traceId));
      },
    },
    {
      key: "c",
      does: "Choose for a comparison; a second one compares",
      run: () => {
        const trace = items[selected];
        if (trace === undefined) return;
        chooseForComparison(
          trace.traceId,
          `${trace.name} is chosen: choose another trace to compare them`,
        );
      },
    },
  ]);

  const empty = page.data !== undefined && items.length === 0;
  const filtered = search !== "" || param("range") !== undefined || param("from") !== undefined;
  return (
    <section class="page traces">
      <TracesToolbar loaded={page} count={items.length} more={page.data?.cursor !== undefined} />
      {page.error !== undefined && <LoadError error={page.error} onRetry={page.reload} />}
      {items.length > 0 && <DurationsChart traces={items} />}
      {empty && (filtered
        ? <EmptyState title="No trace matches">Try fewer filters or a longer time.</EmptyState>
        : (
          <EmptyState title="No traces yet" command="deno task dev:otlp">
            Traces appear here within a second. To see some, start the dice server:
          </EmptyState>
        ))}
      {items.length > 0 && (
        <>
          <div class="trace-head" aria-hidden="true">
            <span>Start</span>
            <span>Trace</span>
            <span>Services</span>
            <span>Spans</span>
            <span>Duration</span>
          </div>
          <VirtualList
            label="Traces"
            count={items.length}
            rowHeight={ROW_HEIGHT}
            reveal={selected}
            onEnd={more}
            row={(index) => (
              <TraceRow
                trace={items[index]!}
                longest={longest}
                selected={index === selected}
              />
            )}
          />
        </>
      )}
    </section>
  );
}
