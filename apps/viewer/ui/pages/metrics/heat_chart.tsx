import type { JSX } from "preact";
import { useMemo, useRef, useState } from "preact/hooks";
import type uPlot from "uplot";
import type { JsonExemplar, MetricSeries } from "../../../contract/metrics.ts";
import { formatCount } from "../../model/format/format_count.ts";
import { formatMeasure } from "../../model/format/format_measure.ts";
import { formatTime } from "../../model/format/format_time.ts";
import { type HeatColumn, heatColumns } from "../../model/metrics/heat_columns.ts";
import { timeWindow } from "../../model/metrics/time_window.ts";
import { heatScale } from "../../model/metrics/heat_scale.ts";
import { Plot } from "../../parts/plot.tsx";
import { cssColour, plotAxes } from "../../parts/plot_style.ts";
import { dark, utc } from "../../state/preferences.ts";
import { thinOut } from "../../model/metrics/thin_out.ts";
import { exemplarDots } from "./exemplar_dots.ts";
import { selectTime } from "./select_time.ts";

/** More dots would hide the map. */
const MOST_DOTS = 60;

const LINES = [["p50", "--text"], ["p90", "--service-3"], ["p99", "--error"]] as const;

/** How measurements were distributed over time, with their quantiles and examples. */
export function HeatChart(
  { series, unit, name }: {
    readonly series: readonly MetricSeries[];
    readonly unit: string;
    readonly name: string;
  },
): JSX.Element {
  const columns = useMemo(() => heatColumns(series), [series]);
  const scale = useMemo(() => heatScale(columns, series.flatMap((one) => one.exemplars)), [
    columns,
  ]);
  const exemplars = useRef<readonly JsonExemplar[]>([]);
  exemplars.current = thinOut(series.flatMap((one) => one.exemplars), MOST_DOTS);
  const current = useRef({ columns, scale });
  current.current = { columns, scale };
  const [at, setAt] = useState<number | undefined>(undefined);

  const few = columns.length < 3;
  const options = useMemo((): Omit<uPlot.Options, "width" | "height"> => {
    const dots = exemplarDots(exemplars);
    return {
      legend: { show: false },
      padding: [8, 26, 0, 0],
      scales: {
        x: {
          time: false,
          range: (_, min, max) => {
            const { columns } = current.current;
            return timeWindow(columns[0]?.from ?? min, columns.at(-1)?.to ?? max);
          },
        },
        y: {
          distr: scale.logarithmic ? 3 : 1,
          range: () => [current.current.scale.min, current.current.scale.max],
        },
      },
      axes: plotAxes({ utc: utc.value, value: (value) => formatMeasure(value, unit) }),
      series: [
        {},
        ...LINES.map(([, colour]): uPlot.Series => ({
          stroke: cssColour(colour),
          width: 1.5,
          gaps: (plot, _, first, last) => pauses(plot, current.current.columns, first, last),
          // Too few for a line.
          points: { show: few, size: 5 },
        })),
      ],
      cursor: { drag: { x: true, y: false }, y: false, points: { show: false } },
      hooks: {
        drawClear: [(plot) => drawCells(plot, current.current)],
        setCursor: [(plot) => setAt(plot.cursor.idx ?? undefined)],
        setSelect: [selectTime],
        ...dots,
      },
    };
  }, [scale.logarithmic, unit, few, dark.value, utc.value]);
  const data = useMemo((): uPlot.AlignedData => [
    columns.map(({ to }) => to),
    ...LINES.map(([line]) => columns.map((column) => column[line] ?? null)),
  ], [columns]);
  const column = at === undefined ? undefined : columns[at];
  return (
    <figure class="chart">
      <Plot
        options={options}
        data={data}
        height={320}
        label={`Distribution of ${name} over time`}
      />
      <figcaption class="num">
        {LINES.map(([line, colour]) => (
          <span key={line}>
            <span class="line-mark" style={{ background: `var(${colour})` }} /> {line}{" "}
            {column?.[line] !== undefined && formatMeasure(column[line], unit)}
          </span>
        ))}
        {exemplars.current.length > 0 && <span class="muted">○ exemplar: click for its trace</span>}
        {column !== undefined && (
          <span class="muted">
            {formatTime(BigInt(Math.round(column.to * 1e6)) * 1000n, { utc: utc.value, digits: 0 })}
            {" · "}
            {formatCount(column.count)} measurements
          </span>
        )}
      </figcaption>
    </figure>
  );
}

/** Nothing was measured there: a line across would be made up. In pixels of the canvas. */
function pauses(
  plot: uPlot,
  columns: readonly HeatColumn[],
  ...[first, last]: readonly [number, number]
): uPlot.Series.Gaps {
  const gaps: uPlot.Series.Gaps = [];
  for (let index = first + 1; index <= last; index++) {
    const before = columns[index - 1];
    const column = columns[index];
    if (before === undefined || column === undefined || column.from === before.to) continue;
    gaps.push([
      Math.round(plot.valToPos(before.to, "x", true)),
      Math.round(plot.valToPos(column.to, "x", true)),
    ]);
  }
  return gaps;
}

function drawCells(
  plot: uPlot,
  { columns, scale }: {
    readonly columns: readonly HeatColumn[];
    readonly scale: { readonly min: number; readonly max: number; readonly most: number };
  },
): void {
  const { ctx } = plot;
  ctx.save();
  ctx.fillStyle = cssColour("--accent");
  for (const { from, to, buckets } of columns) {
    const left = plot.valToPos(from, "x", true);
    const width = Math.max(1, plot.valToPos(to, "x", true) - left - 1);
    for (const { lower, upper, count } of buckets) {
      if (count === 0) continue;
      const low = Math.max(scale.min, Math.min(scale.max, Number(lower)));
      const high = Math.max(scale.min, Math.min(scale.max, Number(upper)));
      const top = plot.valToPos(high, "y", true);
      const height = Math.max(2, plot.valToPos(low, "y", true) - top - 1);
      // Few are seen, too: shades go by the root.
      ctx.globalAlpha = 0.1 + 0.65 * Math.sqrt(count / scale.most);
      ctx.fillRect(left, top, width, height);
    }
  }
  ctx.restore();
}
