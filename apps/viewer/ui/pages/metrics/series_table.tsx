import type { JSX } from "preact";
import type { MetricSeries } from "../../../contract/metrics.ts";
import { formatMeasure } from "../../model/format/format_measure.ts";
import { type MetricView, viewValue } from "../../model/metrics/metric_view.ts";
import { seriesName } from "../../model/metrics/series_name.ts";
import { OneLine } from "../../parts/one_line.tsx";

/** The series of a metric in figures, in the colours of their lines. */
export function SeriesTable(
  { series, view, unit }: {
    readonly series: readonly MetricSeries[];
    readonly view: MetricView;
    readonly unit: string;
  },
): JSX.Element {
  return (
    <table class="table series">
      <thead>
        <tr>
          <th scope="col">Series</th>
          <th scope="col" class="right">{view === "heat" ? "p90 last" : "Last"}</th>
          <th scope="col" class="right">Least</th>
          <th scope="col" class="right">Most</th>
        </tr>
      </thead>
      <tbody>
        {series.slice(0, 200).map(({ attributes, points }, index) => {
          const values = points.map((point) => viewValue(point, view))
            .filter((value) => value !== undefined);
          const text = (value: number | undefined) =>
            value === undefined || !Number.isFinite(value) ? "–" : formatMeasure(value, unit);
          return (
            <tr key={index}>
              <td>
                <span class="service">
                  {view !== "heat" && (
                    <span class="dot" style={{ background: `var(--service-${index % 8})` }} />
                  )}
                  <OneLine class="mono">{seriesName(attributes)}</OneLine>
                </span>
              </td>
              <td class="right num">{text(values.at(-1))}</td>
              <td class="right num muted">{text(Math.min(...values))}</td>
              <td class="right num muted">{text(Math.max(...values))}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
