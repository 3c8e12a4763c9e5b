import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { serviceSlot } from "../../state/service_colour.ts";
import type { SpanTree } from "../../model/trace/build_span_tree.ts";
import { cssColour } from "../../parts/plot_style.ts";
import { dark } from "../../state/preferences.ts";
import { setParams } from "../../state/router.ts";
import { writeZoom, type Zoom } from "./trace_view_state.ts";

const HEIGHT = 56;

/** All of a trace in a strip: dragging shows a part, a double click all of it again. */
export function Minimap(
  { tree, zoom }: { readonly tree: SpanTree; readonly zoom: Zoom },
): JSX.Element {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [drag, setDrag] = useState<{ from: number; to: number } | undefined>(undefined);
  useEffect(() => {
    const element = canvas.current;
    if (element === null) return;
    // It calls at once, too.
    const observer = new ResizeObserver(() => draw(element, tree));
    observer.observe(element);
    return () => observer.disconnect();
  }, [tree, dark.value]);

  const share = (event: PointerEvent & { currentTarget: EventTarget }) => {
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    return Math.max(0, Math.min(1, (event.clientX - box.left) / box.width));
  };
  const whole = Math.max(1, tree.duration);
  const shown = drag === undefined
    ? { from: zoom.from / whole, to: zoom.to / whole }
    : { from: Math.min(drag.from, drag.to), to: Math.max(drag.from, drag.to) };
  return (
    <div
      class="minimap"
      aria-hidden="true"
      title="Drag to show a part, double-click for all"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        const at = share(event);
        setDrag({ from: at, to: at });
      }}
      onPointerMove={(event) => {
        if (drag !== undefined) setDrag({ from: drag.from, to: share(event) });
      }}
      onPointerUp={() => {
        setDrag(undefined);
        if (drag === undefined || Math.abs(drag.to - drag.from) < 0.004) return;
        const zoom = writeZoom({ from: shown.from * whole, to: shown.to * whole }, tree.duration);
        setParams({ zoom });
      }}
      onDblClick={() => setParams({ zoom: undefined })}
    >
      <canvas ref={canvas} />
      <span class="outside" style={{ left: "0", width: `${shown.from * 100}%` }} />
      <span class="outside" style={{ left: `${shown.to * 100}%`, right: "0" }} />
    </div>
  );
}

function draw(canvas: HTMLCanvasElement, tree: SpanTree): void {
  const scale = devicePixelRatio;
  const width = canvas.width = Math.max(1, Math.round(canvas.clientWidth * scale));
  const height = canvas.height = Math.round(HEIGHT * scale);
  const context = canvas.getContext("2d");
  if (context === null) return;
  const colours = Array.from({ length: 8 }, (_, slot) => cssColour(`--service-${slot}`));
  const error = cssColour("--error");
  const line = Math.max(1.5 * scale, height / tree.nodes.length);
  const whole = Math.max(1, tree.duration);
  let before = { colour: "", row: -1, from: -1, to: -1 };
  for (const node of tree.nodes) {
    const colour = node.error ? error : colours[serviceSlot(node.service)]!;
    const row = Math.floor((node.index / tree.nodes.length) * height);
    const from = Math.floor((node.start / whole) * width);
    const to = Math.max(from + scale, Math.ceil((node.end / whole) * width));
    // Of 100,000 spans most would paint the same pixels as the one before.
    const isCovered = row === before.row && colour === before.colour &&
      from >= before.from && to <= before.to;
    if (isCovered) continue;
    before = { colour, row, from, to };
    context.fillStyle = colour;
    context.fillRect(from, row, to - from, line);
  }
}
