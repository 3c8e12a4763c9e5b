import type { JSX } from "preact";
import { useCallback, useMemo, useRef } from "preact/hooks";
import { criticalPath, type CriticalSegment } from "../../model/trace/critical_path.ts";
import type { SpanNode, SpanTree } from "../../model/trace/build_span_tree.ts";
import { visibleRows } from "../../model/trace/visible_rows.ts";
import { VirtualList } from "../../parts/virtual_list.tsx";
import { useShortcuts } from "../../state/keyboard.ts";
import { inlineLogs } from "../../state/preferences.ts";
import { address, param, setParams } from "../../state/router.ts";
import { Minimap } from "./minimap.tsx";
import { readCollapsed, readZoom, toggle, writeZoom } from "./trace_view_state.ts";
import { TimeRuler } from "./time_ruler.tsx";
import { LogRow, SpanRow } from "./waterfall_row.tsx";

const ROW_HEIGHT = 26;

/** How the views of a trace are told what to show. */
export interface TraceViewProps {
  readonly tree: SpanTree;
  /** Places of the spans that were searched for. */
  readonly matches: readonly number[];
  readonly selected: SpanNode | undefined;
  readonly onSelect: (index: number) => void;
}

/** The spans of a trace as bars over time, each below its parent. */
export function Waterfall({ tree, matches, selected, onSelect }: TraceViewProps): JSX.Element {
  const collapsed = useMemo(() => readCollapsed(tree), [
    tree,
    param("depth"),
    param("toggled"),
  ]);
  const logs = inlineLogs.value;
  const rows = useMemo(() => visibleRows(tree, { collapsed, logs }), [tree, collapsed, logs]);
  const zoom = useMemo(() => readZoom(tree.duration), [tree, param("zoom")]);
  const found = useMemo(() => new Set(matches), [matches]);
  const showPath = param("path") !== "off";
  const path = useMemo(() => showPath ? byNode(criticalPath(tree)) : undefined, [tree, showPath]);
  const at = useMemo(
    () =>
      selected === undefined
        ? -1
        : rows.findIndex((row) => row.kind === "span" && row.node.index === selected.index),
    [rows, selected?.index],
  );

  const latest = useRef({ tree, onSelect });
  latest.current = { tree, onSelect };
  const onToggle = useCallback(
    (node: SpanNode) => setParams({ toggled: toggle(node) }, { replace: true }),
    [],
  );
  const choose = useCallback((node: SpanNode) => latest.current.onSelect(node.index), []);

  const move = (step: 1 | -1) => {
    for (let next = at + step; next >= 0 && next < rows.length; next += step) {
      const row = rows[next]!;
      if (row.kind === "span") return onSelect(row.node.index);
    }
  };
  const current = at === -1 ? undefined : rows[at];
  const fold = (close: boolean) => {
    if (current?.kind !== "span") return;
    const { node } = current;
    if (node.size > 1 && current.collapsed !== close) onToggle(node);
    else if (close && node.parent >= 0) onSelect(node.parent);
    else if (!close) move(1);
  };
  useShortcuts([
    { key: "j", does: "Next span", run: () => move(1) },
    { key: "k", does: "Previous span", run: () => move(-1) },
    { key: "ArrowDown", does: "Next span", run: () => move(1) },
    { key: "ArrowUp", does: "Previous span", run: () => move(-1) },
    { key: "ArrowRight", does: "Open the span's children", run: () => fold(false) },
    { key: "ArrowLeft", does: "Collapse, then to the parent", run: () => fold(true) },
    {
      key: "z",
      does: "Only the time of the span",
      run: () => {
        if (selected === undefined) return;
        const zoom = writeZoom({ from: selected.start, to: selected.end }, tree.duration);
        setParams({ zoom }, { replace: true });
      },
    },
  ]);
  // Rows have no links of their own, but the page's address is theirs to change.
  void address.value;

  return (
    <div class="waterfall">
      {tree.nodes.length > 40 && <Minimap tree={tree} zoom={zoom} />}
      <TimeRuler zoom={zoom} />
      <VirtualList
        label="Spans"
        count={rows.length}
        rowHeight={ROW_HEIGHT}
        reveal={at}
        row={(index) => {
          const row = rows[index]!;
          if (row.kind === "log") {
            return <LogRow {...row} zoom={zoom} onChoose={choose} />;
          }
          return (
            <SpanRow
              node={row.node}
              collapsed={row.collapsed}
              selected={index === at}
              found={found.has(row.node.index)}
              zoom={zoom}
              path={path?.get(row.node.index)}
              onToggle={onToggle}
              onChoose={choose}
            />
          );
        }}
      />
    </div>
  );
}

function byNode(
  segments: readonly CriticalSegment[],
): ReadonlyMap<number, readonly CriticalSegment[]> {
  return Map.groupBy(segments, ({ index }) => index);
}
