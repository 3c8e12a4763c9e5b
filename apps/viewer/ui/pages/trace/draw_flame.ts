import { formatDuration } from "../../model/format/format_duration.ts";
import { visibleText } from "../../model/format/visible_text.ts";
import { serviceSlot } from "../../state/service_colour.ts";
import type { SpanTree } from "../../model/trace/build_span_tree.ts";
import { cssColour } from "../../parts/plot_style.ts";
import type { Zoom } from "./trace_view_state.ts";

/** Pixels of a line of the flame view. */
export const LINE_HEIGHT = 20;

/** Where spans were drawn, in pixels of the canvas. */
export type Boxes = readonly {
  readonly index: number;
  readonly left: number;
  readonly top: number;
  readonly width: number;
}[];

/** What is drawn, and how much of it is in sight, in pixels. */
export interface FlameDrawing {
  readonly tree: SpanTree;
  readonly rows: Uint32Array;
  readonly zoom: Zoom;
  readonly found: ReadonlySet<number>;
  /** Place of the chosen span; -1 for none. */
  readonly selected: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Draws the part of a flame view that is in sight. */
export function drawFlame(canvas: HTMLCanvasElement, drawing: FlameDrawing): Boxes {
  const { tree, rows, zoom, found, selected, top, width, height } = drawing;
  const scale = devicePixelRatio;
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  const context = canvas.getContext("2d");
  if (context === null) return [];
  context.scale(scale, scale);
  context.font = "11px system-ui";
  context.textBaseline = "middle";
  const colours = Array.from({ length: 8 }, (_, slot) => cssColour(`--service-${slot}`));
  const [error, ring, ink] = [cssColour("--error-bar"), cssColour("--text"), cssColour("--on-bar")];
  const boxes: { index: number; left: number; top: number; width: number }[] = [];
  const span = zoom.to - zoom.from;
  // Spans narrower than a pixel are drawn once for each pixel.
  const painted = new Map<number, number>();
  for (const node of tree.nodes) {
    const y = rows[node.index]! * LINE_HEIGHT - top;
    if (y + LINE_HEIGHT < 0 || y > height || node.end < zoom.from || node.start > zoom.to) continue;
    const left = Math.max(0, ((node.start - zoom.from) / span) * width);
    const right = Math.min(width, ((node.end - zoom.from) / span) * width);
    const wide = Math.max(1, right - left);
    const row = rows[node.index]!;
    if (right < (painted.get(row) ?? -1) && node.index !== selected) continue;
    if (wide <= 1) painted.set(row, left + 1);
    context.globalAlpha = found.size > 0 && !found.has(node.index) ? 0.35 : 1;
    context.fillStyle = node.error ? error : colours[serviceSlot(node.service)]!;
    context.fillRect(left, y + 1, Math.max(1, wide - 1), LINE_HEIGHT - 2);
    if (node.index === selected) {
      context.strokeStyle = ring;
      context.lineWidth = 2;
      context.strokeRect(left + 1, y + 2, Math.max(1, wide - 3), LINE_HEIGHT - 4);
    }
    if (wide > 34) {
      context.fillStyle = ink;
      const text = `${node.span.name.slice(0, 200)}  ${formatDuration(node.end - node.start)}`;
      context.fillText(cut(context, visibleText(text), wide - 10), left + 5, y + LINE_HEIGHT / 2);
    }
    boxes.push({ index: node.index, left, top: y, width: wide });
  }
  context.globalAlpha = 1;
  return boxes;
}

function cut(context: CanvasRenderingContext2D, text: string, room: number): string {
  if (context.measureText(text).width <= room) return text;
  let [least, most] = [0, text.length];
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    if (context.measureText(`${text.slice(0, middle)}…`).width <= room) least = middle;
    else most = middle - 1;
  }
  return least === 0 ? "" : `${text.slice(0, least)}…`;
}
