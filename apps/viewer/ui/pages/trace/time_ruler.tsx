import type { JSX } from "preact";
import { formatDuration } from "../../model/format/format_duration.ts";
import type { Zoom } from "./trace_view_state.ts";

/** The times above the bars, and the handle that moves the line between names and bars. */
export function TimeRuler({ zoom }: { readonly zoom: Zoom }): JSX.Element {
  const parts = [0, 0.25, 0.5, 0.75, 1];
  return (
    <div class="ruler" aria-hidden="true">
      <div class="span-name">Span</div>
      <div
        class="handle"
        title="Drag to give names more room"
        onPointerDown={(event) => {
          const handle = event.currentTarget;
          const frame = handle.closest<HTMLElement>(".waterfall");
          if (frame === null) return;
          handle.setPointerCapture(event.pointerId);
          handle.onpointermove = (move) => {
            const box = frame.getBoundingClientRect();
            const share = Math.max(0.12, Math.min(0.8, (move.clientX - box.left) / box.width));
            frame.style.setProperty("--names", `${(share * 100).toFixed(1)}%`);
          };
          handle.onpointerup = () => {
            handle.onpointermove = null;
          };
        }}
      />
      <div class="span-time num">
        {parts.map((part) => (
          <span
            key={part}
            class="tick"
            style={part === 1 ? { right: "0" } : { left: `${part * 100}%` }}
          >
            {formatDuration(zoom.from + (zoom.to - zoom.from) * part)}
          </span>
        ))}
      </div>
    </div>
  );
}
