import type { JSX } from "preact";
import type { MetricSummary } from "../../../contract/metrics.ts";
import type { TimeRange } from "../../../contract/values.ts";
import { api } from "../../api/api_client.ts";
import { formatCount } from "../../model/format/format_count.ts";
import { visibleText } from "../../model/format/visible_text.ts";
import { type MetricView, metricViews } from "../../model/metrics/metric_view.ts";
import { rateUnit } from "../../model/metrics/rate_unit.ts";
import { LoadError } from "../../parts/load_error.tsx";
import { ServiceTag } from "../../parts/service_tag.tsx";
import { Text } from "../../parts/text.tsx";
import { revisions } from "../../state/live.ts";
import { param, setParams } from "../../state/router.ts";
import { useLoad } from "../../state/use_load.ts";
import { ExemplarList } from "./exemplar_list.tsx";
import { HeatChart } from "./heat_chart.tsx";
import { LineChart } from "./line_chart.tsx";
import { SeriesTable } from "./series_table.tsx";

const LABELS: Readonly<Record<MetricView, string>> = {
  heat: "Heat map",
  value: "Value",
  rate: "Rate",
  p50: "p50",
  p90: "p90",
  p99: "p99",
  mean: "Mean",
};

/** One metric: what it is, its chart, its series and its exemplars. */
export function MetricPanel(
  { metric, range, time }: {
    readonly metric: MetricSummary;
    readonly range: () => TimeRange & { readonly run?: string };
    /** Another one is another range. */
    readonly time: string;
  },
): JSX.Element {
  const splitBy = param("split");
  const views = metricViews(metric);
  const view = views.find((one) => one === param("as")) ?? views[0]!;
  const { data, error, reload } = useLoad({
    key: JSON.stringify([metric.id, splitBy, time]),
    load: (signal) =>
      api.metric(
        { id: metric.id, ...range(), ...(splitBy === undefined ? {} : { splitBy }) },
        signal,
      ),
    on: [revisions.metricPoints],
    every: 2000,
  });
  const unit = view === "rate" ? rateUnit(metric) : metric.unit;
  return (
    <article class="metric-panel">
      <header>
        <h1>
          <Text>{metric.name}</Text>
        </h1>
        <p class="muted">
          <Text>{metric.description}</Text>
        </p>
        <p class="facts muted num">
          <ServiceTag name={metric.service} />
          <span>{metric.kind.replace("_", " ")}</span>
          {metric.kind === "sum" && <span>{metric.monotonic ? "only grows" : "up and down"}</span>}
          {metric.temporality !== "unspecified" && <span>{metric.temporality}</span>}
          {metric.unit !== "" && <span>unit {visibleText(metric.unit)}</span>}
          <span>{formatCount(metric.seriesCount)} series</span>
          {metric.seriesCount > 1000 && (
            <span class="badge warn">many series: an attribute has too many values</span>
          )}
        </p>
      </header>
      <div class="buttons">
        {views.length > 1 && (
          <div class="segments" role="group" aria-label="What is shown">
            {views.map((one) => (
              <button
                key={one}
                type="button"
                aria-pressed={one === view}
                onClick={() => setParams({ as: one === views[0] ? undefined : one })}
              >
                {LABELS[one]}
              </button>
            ))}
          </div>
        )}
        {metric.attributeKeys.length > 0 && (
          <select
            aria-label="Split by"
            value={splitBy ?? ""}
            onChange={(event) => setParams({ split: event.currentTarget.value })}
          >
            <option value="">Each set of attributes</option>
            {metric.attributeKeys.map((key) => (
              <option key={key} value={key}>by {visibleText(key)}</option>
            ))}
          </select>
        )}
      </div>
      {error !== undefined && <LoadError error={error} onRetry={reload} />}
      {data === undefined && error === undefined && <p class="loading">Loading …</p>}
      {data !== undefined && data.series.length === 0 && (
        <p class="loading">No points in this stretch of time</p>
      )}
      {data !== undefined && data.series.length > 0 && (
        <>
          {view === "heat"
            ? <HeatChart series={data.series} unit={metric.unit} name={metric.name} />
            : <LineChart series={data.series} view={view} unit={unit} name={metric.name} />}
          <SeriesTable series={data.series} view={view} unit={unit} />
          <ExemplarList series={data.series} unit={metric.unit} />
        </>
      )}
    </article>
  );
}
