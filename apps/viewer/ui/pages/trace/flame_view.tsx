import type { JSX } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { formatDuration } from "../../model/format/format_duration.ts";
import { visibleText } from "../../model/format/visible_text.ts";
import type { SpanNode } from "../../model/trace/build_span_tree.ts";
import { flameLayout } from "../../model/trace/flame_layout.ts";
import { useShortcuts } from "../../state/keyboard.ts";
import { dark } from "../../state/preferences.ts";
import { param, setParams } from "../../state/router.ts";
import { type Boxes, drawFlame, LINE_HEIGHT } from "./draw_flame.ts";
import { TimeRuler } from "./time_ruler.tsx";
import { readZoom, writeZoom } from "./trace_view_state.ts";
import type { TraceViewProps } from "./waterfall.tsx";

/** The spans of a trace on each other, as wide as they took: a double click shows only that time. */
export function FlameView({ tree, matches, selected, onSelect }: TraceViewProps): JSX.Element {
  const canvas = useRef<HTMLCanvasElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const layout = useMemo(() => flameLayout(tree), [tree]);
  const zoom = useMemo(() => readZoom(tree.duration), [tree, param("zoom")]);
  const found = useMemo(() => new Set(matches), [matches]);
  const boxes = useRef<Boxes>([]);
  const [near, setNear] = useState<SpanNode | undefined>(undefined);

  useEffect(() => {
    const [element, around] = [canvas.current, frame.current];
    if (element === null || around === null) return;
    let asked = 0;
    const paint = () => {
      asked = 0;
      boxes.current = drawFlame(element, {
        tree,
        rows: layout.rows,
        zoom,
        found,
        selected: selected?.index ?? -1,
        top: around.scrollTop,
        width: around.clientWidth,
        height: around.clientHeight,
      });
    };
    const ask = () => {
      if (asked === 0) asked = requestAnimationFrame(paint);
    };
    paint();
    around.addEventListener("scroll", ask, { passive: true });
    const observer = new ResizeObserver(ask);
    observer.observe(around);
    return () => {
      cancelAnimationFrame(asked);
      around.removeEventListener("scroll", ask);
      observer.disconnect();
    };
  }, [tree, layout, zoom, found, selected?.index, dark.value]);

  useEffect(() => {
    const around = frame.current;
    if (around === null || selected === undefined) return;
    const top = layout.rows[selected.index]! * LINE_HEIGHT;
    if (top < around.scrollTop || top > around.scrollTop + around.clientHeight - LINE_HEIGHT) {
      around.scrollTop = Math.max(0, top - around.clientHeight / 3);
    }
  }, [selected?.index, layout]);

  const move = (step: 1 | -1) => onSelect((selected?.index ?? -step) + step);
  useShortcuts([
    { key: "j", does: "Next span", run: () => move(1) },
    { key: "k", does: "Previous span", run: () => move(-1) },
    { key: "ArrowDown", does: "Next span", run: () => move(1) },
    { key: "ArrowUp", does: "Previous span", run: () => move(-1) },
    {
      key: "z",
      does: "Only the time of the span",
      run: () => {
        if (selected !== undefined) show(selected);
      },
    },
  ]);
  const show = ({ start, end }: SpanNode) =>
    setParams({ zoom: writeZoom({ from: start, to: end }, tree.duration) });
  const hit = (event: MouseEvent) => {
    const box = canvas.current!.getBoundingClientRect();
    const x = event.clientX - box.left;
    const y = event.clientY - box.top;
    const index = boxes.current.find((one) =>
      x >= one.left && x <= one.left + one.width && y >= one.top && y < one.top + LINE_HEIGHT
    )?.index;
    return index === undefined ? undefined : tree.nodes[index];
  };
  return (
    <div class="flame">
      <div class="flame-ruler">
        <TimeRuler zoom={zoom} />
      </div>
      <div
        class="flame-frame"
        ref={frame}
        tabIndex={0}
        role="group"
        aria-label={`Flame view of ${tree.nodes.length} spans; j and k go through them`}
      >
        <div style={{ height: `${layout.count * LINE_HEIGHT + 8}px` }}>
          <canvas
            ref={canvas}
            onMouseMove={(event) => setNear(hit(event))}
            onMouseLeave={() => setNear(undefined)}
            onClick={(event) => {
              const node = hit(event);
              if (node !== undefined) onSelect(node.index);
            }}
            onDblClick={(event) => {
              const node = hit(event);
              if (node !== undefined) show(node);
            }}
          />
        </div>
      </div>
      <div class="flame-near muted">
        {near === undefined
          ? "Click for a span, double-click for its time only, 0 for all"
          : `${near.service} · ${visibleText(near.span.name.slice(0, 200))} · ${
            formatDuration(near.end - near.start)
          }`}
      </div>
    </div>
  );
}
