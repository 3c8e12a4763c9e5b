import type { JSX } from "preact";
import { useMemo, useRef, useState } from "preact/hooks";
import type uPlot from "uplot";
import type { JsonExemplar, MetricSeries } from "../../../contract/metrics.ts";
import { formatMeasure } from "../../model/format/format_measure.ts";
import { formatTime } from "../../model/format/format_time.ts";
import { alignSeries } from "../../model/metrics/align_series.ts";
import type { MetricView } from "../../model/metrics/metric_view.ts";
import { seriesName } from "../../model/metrics/series_name.ts";
import { timeWindow } from "../../model/metrics/time_window.ts";
import { thinOut } from "../../model/metrics/thin_out.ts";
import { Plot } from "../../parts/plot.tsx";
import { cssColour, plotAxes } from "../../parts/plot_style.ts";
import { dark, utc } from "../../state/preferences.ts";
import { exemplarDots } from "./exemplar_dots.ts";
import { selectTime } from "./select_time.ts";

/** More dots would hide the lines. */
const MOST_DOTS = 60;
/** Lines of more series cannot be told apart. */
const MOST_LINES = 24;

/** A line a series over time; dragging selects a stretch. */
export function LineChart(
  { series, view, unit, name }: {
    readonly series: readonly MetricSeries[];
    readonly view: MetricView;
    readonly unit: string;
    readonly name: string;
  },
): JSX.Element {
  const shown = series.slice(0, MOST_LINES);
  const [at, setAt] = useState<number | undefined>(undefined);
  const aligned = useMemo(() => alignSeries(shown, view), [series, view]);
  const exemplars = useRef<readonly JsonExemplar[]>([]);
  // A rate and an example of one measurement have nothing to do with each other.
  exemplars.current = view === "rate"
    ? []
    : thinOut(shown.flatMap((one) => one.exemplars), MOST_DOTS);
  const names = shown.map(({ attributes }) => seriesName(attributes)).join("\n");
  const options = useMemo((): Omit<uPlot.Options, "width" | "height"> => ({
    legend: { show: false },
    padding: [8, 26, 0, 0],
    scales: {
      x: { time: false, range: timeRange },
      y: { range: view === "rate" ? rateRange : valueRange },
    },
    axes: plotAxes({ utc: utc.value, value: (value) => formatMeasure(value, unit) }),
    series: [
      {},
      ...shown.map((_, index): uPlot.Series => ({
        stroke: cssColour(`--service-${index % 8}`),
        width: 1.5,
        spanGaps: true,
        ...(index >= 8 ? { dash: [5, 3] } : {}),
        points: { show: aligned.times.length < 60, size: 5 },
      })),
    ],
    cursor: { drag: { x: true, y: false }, y: false, points: { size: 6 } },
    hooks: {
      setCursor: [(plot) => setAt(plot.cursor.idx ?? undefined)],
      setSelect: [selectTime],
      ...exemplarDots(exemplars),
    },
  }), [names, view, unit, dark.value, utc.value, aligned.times.length < 60]);
  const data = useMemo(() => [aligned.times, ...aligned.values] as uPlot.AlignedData, [aligned]);
  const time = at === undefined ? undefined : aligned.times[at];
  return (
    <figure class="chart">
      <Plot options={options} data={data} height={300} label={`${name} over time`} />
      <figcaption class="muted num">
        {time === undefined || at === undefined
          ? `${series.length > MOST_LINES ? `${MOST_LINES} of ${series.length} series · ` : ""}${
            unit === "/s" ? "per second" : ""
          }`
          : `${
            formatTime(BigInt(Math.round(time * 1e6)) * 1000n, { utc: utc.value, digits: 0 })
          } · ${
            aligned.values.slice(0, 4).map((row) =>
              row[at] === null || row[at] === undefined ? "–" : formatMeasure(row[at], unit)
            ).join(" · ")
          }`}
      </figcaption>
    </figure>
  );
}

function timeRange({ data: [times] }: uPlot, min: number, max: number): [number, number] {
  return timeWindow(times[0] ?? min, times.at(-1) ?? max);
}

/** From zero: how much it is counts, not how much it changes. */
function rateRange(_: uPlot, min: number | null, max: number | null): [number, number] {
  return [Math.min(0, min ?? 0), Math.max(0, max ?? 0) * 1.1 || 1];
}

/** From zero, unless the values lie far from it. */
function valueRange(_: uPlot, min: number | null, max: number | null): [number, number] {
  const least = min ?? 0;
  const most = max ?? 1;
  if (least === most) {
    return least === 0 ? [0, 1] : [Math.min(0, least * 1.2), Math.max(0, most * 1.2)];
  }
  const room = (most - least) * 0.08;
  const low = least >= 0 && least < most * 0.7 ? 0 : least - room;
  return [low, most + room];
}
