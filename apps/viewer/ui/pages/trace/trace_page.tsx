import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import type { Trace } from "../../../contract/traces.ts";
import { api } from "../../api/api_client.ts";
import { buildSpanTree, type SpanTree } from "../../model/trace/build_span_tree.ts";
import { findInTrace } from "../../model/trace/find_in_trace.ts";
import { EmptyState } from "../../parts/empty_state.tsx";
import { LoadError } from "../../parts/load_error.tsx";
import { useShortcuts } from "../../state/keyboard.ts";
import { EVERY_TRACE, revisions, touched } from "../../state/live.ts";
import { inlineLogs } from "../../state/preferences.ts";
import { navigate, param, setParams } from "../../state/router.ts";
import { useLoad } from "../../state/use_load.ts";
import { FlameView } from "./flame_view.tsx";
import { SpanDetail } from "./span_detail.tsx";
import { TraceHeader } from "./trace_header.tsx";
import { TraceLogs } from "./trace_logs.tsx";
import { TraceToolbar } from "./trace_toolbar.tsx";
import { openTo } from "./trace_view_state.ts";
import { Waterfall } from "./waterfall.tsx";

/** One trace: its spans over time, and all of the span that is chosen. */
export function TracePage({ traceId }: { readonly traceId: string }): JSX.Element {
  const { data, error, reload } = useLoad({
    key: traceId,
    load: (signal) => api.trace(traceId, signal),
    on: [revisions.spans],
    concerns: () => touched.peek().has(traceId) || touched.peek().has(EVERY_TRACE),
    every: 1000,
  });
  if (error?.status === 404) {
    return (
      <EmptyState title="This trace is not here">
        It may be on its way, or was dropped to make room. The page opens by itself when it arrives.
      </EmptyState>
    );
  }
  if (error !== undefined && data === undefined) {
    return <LoadError error={error} onRetry={reload} />;
  }
  if (data === undefined) return <p class="loading" role="status">Loading the trace …</p>;
  return <LoadedTrace trace={data} />;
}

function LoadedTrace({ trace }: { readonly trace: Trace }): JSX.Element {
  const tree = useMemo(() => buildSpanTree(trace), [trace]);
  const find = param("find") ?? "";
  const matches = useMemo(() => findInTrace(tree, find), [tree, find]);
  const selected = tree.byId.get(param("span") ?? "");
  const view = param("view") ?? "waterfall";

  const select = (index: number) => {
    const node = tree.nodes[index];
    if (node === undefined) return;
    setParams({ span: node.span.spanId, toggled: openTo(tree, node) }, { replace: true });
  };
  const step = (direction: 1 | -1) =>
    select(nextMatch({ tree, matches, find }, {
      from: selected?.index ?? (direction === 1 ? -1 : tree.nodes.length),
      direction,
    }));
  useShortcuts([
    { key: "n", does: "Next match, or next error", run: () => step(1) },
    { key: "p", does: "Previous match, or previous error", run: () => step(-1) },
    { key: "l", does: "Logs between the spans", run: () => inlineLogs.value = !inlineLogs.value },
    {
      key: "f",
      does: "Flame view and back",
      run: () => setParams({ view: view === "flame" ? undefined : "flame" }),
    },
    { key: "0", does: "All of the time", run: () => setParams({ zoom: undefined }) },
    {
      key: "Escape",
      does: "Close the span, then the trace",
      run: () =>
        selected === undefined
          ? navigate("/traces")
          : setParams({ span: undefined }, { replace: true }),
    },
  ]);

  return (
    <section class="page trace">
      <TraceHeader trace={trace} tree={tree} />
      <TraceToolbar
        matches={matches.length}
        position={selected === undefined ? 0 : matches.indexOf(selected.index) + 1}
        onStep={step}
      />
      <div class={selected === undefined ? "trace-body" : "trace-body with-detail"}>
        {view === "flame"
          ? <FlameView tree={tree} matches={matches} selected={selected} onSelect={select} />
          : view === "logs"
          ? <TraceLogs trace={trace} tree={tree} onSelect={select} />
          : <Waterfall tree={tree} matches={matches} selected={selected} onSelect={select} />}
        {selected !== undefined && (
          <SpanDetail key={selected.span.spanId} trace={trace} tree={tree} node={selected} />
        )}
      </div>
    </section>
  );
}

/** The match after or before a place, around the end; without a search, errors are the matches. */
function nextMatch(
  { tree, matches, find }: {
    readonly tree: SpanTree;
    readonly matches: readonly number[];
    readonly find: string;
  },
  { from, direction }: { readonly from: number; readonly direction: 1 | -1 },
): number {
  const places = find === ""
    ? tree.nodes.filter(({ error }) => error).map(({ index }) => index)
    : matches;
  if (direction === 1) return places.find((index) => index > from) ?? places[0] ?? -1;
  return places.findLast((index) => index < from) ?? places.at(-1) ?? -1;
}
