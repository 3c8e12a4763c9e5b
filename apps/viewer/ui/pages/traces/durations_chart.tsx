import type { JSX } from "preact";
import { useMemo, useRef, useState } from "preact/hooks";
import type uPlot from "uplot";
import type { TraceSummary } from "../../../contract/traces.ts";
import { formatDuration } from "../../model/format/format_duration.ts";
import { visibleText } from "../../model/format/visible_text.ts";
import { parseSearch } from "../../model/search/parse_search.ts";
import { Plot } from "../../parts/plot.tsx";
import { cssColour, plotAxes } from "../../parts/plot_style.ts";
import { dark, utc } from "../../state/preferences.ts";
import { navigate, param, setParams } from "../../state/router.ts";
import { traceUrl } from "../../state/trace_url.ts";

/** Durations over time, a point a trace: dragging selects a stretch, a click opens a trace. */
export function DurationsChart(
  { traces }: { readonly traces: readonly TraceSummary[] },
): JSX.Element {
  const sorted = useMemo(
    () => traces.toSorted((a, b) => a.startUnixNano < b.startUnixNano ? -1 : 1),
    [traces],
  );
  const shown = useRef(sorted);
  shown.current = sorted;
  const [near, setNear] = useState<TraceSummary | undefined>(undefined);
  const data = useMemo((): uPlot.AlignedData => {
    const times = sorted.map(({ startUnixNano }) => Number(BigInt(startUnixNano) / 1000n) / 1e6);
    const durations = (errors: boolean) =>
      sorted.map(({ durationNano, errorCount }) =>
        (errorCount > 0) === errors ? Math.max(1000, durationNano) : null
      );
    return [times, durations(false), durations(true)];
  }, [sorted]);
  const options = useMemo(() => scatterOptions({ shown, setNear }), [dark.value, utc.value]);
  return (
    <div class="durations">
      <Plot
        options={options}
        data={data}
        height={132}
        label={`Durations of ${traces.length} traces over time; the list below has them all`}
      />
      <span class="durations-near muted num">
        {near === undefined
          ? "Drag to select"
          : `${visibleText(near.name.slice(0, 80))} · ${formatDuration(near.durationNano)}`}
      </span>
    </div>
  );
}

function scatterOptions(
  { shown, setNear }: {
    readonly shown: { readonly current: readonly TraceSummary[] };
    readonly setNear: (trace: TraceSummary | undefined) => void;
  },
): Omit<uPlot.Options, "width" | "height"> {
  const points = (colour: string): uPlot.Series => ({
    paths: () => null,
    points: { show: true, size: 6, fill: colour, stroke: colour, width: 0 },
  });
  return {
    legend: { show: false },
    padding: [8, 26, 0, 0],
    scales: { x: { time: false, range: xRange }, y: { distr: 3, range: yRange } },
    axes: plotAxes({ utc: utc.value, value: formatDuration }),
    series: [{}, points(cssColour("--accent-dot")), points(cssColour("--error"))],
    cursor: { drag: { x: true, y: true, uni: 12 }, points: { show: false }, y: false },
    hooks: {
      setCursor: [(plot) => setNear(nearest(plot, shown.current))],
      setSelect: [(plot) => select(plot)],
      ready: [(plot) => {
        let down = { x: 0, y: 0 };
        plot.over.addEventListener("mousedown", (event) => {
          down = { x: event.clientX, y: event.clientY };
        });
        plot.over.addEventListener("click", (event) => {
          if (Math.hypot(event.clientX - down.x, event.clientY - down.y) > 4) return;
          const trace = nearest(plot, shown.current);
          if (trace !== undefined) navigate(traceUrl(trace.traceId));
        });
      }],
    },
  };
}

/** The trace whose point is nearest to the cursor, within a finger's width. */
function nearest(plot: uPlot, traces: readonly TraceSummary[]): TraceSummary | undefined {
  const { left = -1, top = -1 } = plot.cursor;
  if (left < 0) return undefined;
  let best: TraceSummary | undefined;
  let least = 24;
  traces.forEach((trace, index) => {
    const x = plot.data[0][index];
    if (x === undefined) return;
    const distance = Math.hypot(
      plot.valToPos(x, "x") - left,
      plot.valToPos(Math.max(1000, trace.durationNano), "y") - top,
    );
    if (distance < least) [best, least] = [trace, distance];
  });
  return best;
}

function select(plot: uPlot): void {
  const { left, top, width, height } = plot.select;
  if (width < 4 && height < 4) return;
  const changes: Record<string, string | undefined> = {};
  if (width >= 4) {
    const nano = (position: number) =>
      (BigInt(Math.round(plot.posToVal(position, "x") * 1e6)) * 1000n).toString();
    changes.from = nano(left);
    changes.to = nano(left + width);
    changes.range = undefined;
  }
  // As high as the chart: only the time was meant.
  if (height >= 4 && height < plot.over.clientHeight - 2) {
    const micro = (position: number) => Math.round(plot.posToVal(position, "y") / 1000);
    const kept = parseSearch(param("q") ?? "").filter(({ key }) => key !== "duration");
    changes.q = [
      ...kept.map(({ source }) => source),
      `duration>${micro(top + height)}us`,
      `duration<${micro(top)}us`,
    ].join(" ");
  }
  plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
  setParams(changes);
}

function xRange(_: uPlot, min: number | null, max: number | null): [number, number] {
  const from = min ?? 0;
  const to = max ?? 1;
  const room = Math.max((to - from) * 0.02, 0.05);
  return [from - room, to + room];
}

function yRange(_: uPlot, min: number | null, max: number | null): [number, number] {
  const least = Math.max(1000, min ?? 1000);
  const most = Math.max(least * 10, max ?? 1e6);
  return [10 ** Math.floor(Math.log10(least)), 10 ** Math.ceil(Math.log10(most))];
}
