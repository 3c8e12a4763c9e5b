import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { api } from "../../api/api_client.ts";
import { EmptyState } from "../../parts/empty_state.tsx";
import { LoadError } from "../../parts/load_error.tsx";
import { RangeSelect } from "../../parts/range_select.tsx";
import { RunSelect } from "../../parts/run_select.tsx";
import { useShortcuts } from "../../state/keyboard.ts";
import { revisions } from "../../state/live.ts";
import { address, navigate, param } from "../../state/router.ts";
import { timeRange } from "../../state/time_range.ts";
import { useLoad } from "../../state/use_load.ts";
import { MetricList } from "./metric_list.tsx";
import { MetricPanel } from "./metric_panel.tsx";

/** All metrics by service and scope, and the chart of one. */
export function MetricsPage({ metric }: { readonly metric: string | undefined }): JSX.Element {
  const run = param("run");
  const range = () => ({ ...timeRange(), ...(run === undefined ? {} : { run }) });
  const time = JSON.stringify([param("range"), param("from"), param("to"), run]);
  const { data, error, reload } = useLoad({
    key: time,
    load: (signal) => api.metrics(range(), signal),
    on: [revisions.metricPoints],
    every: 2000,
  });
  const service = param("service");
  const find = (param("find") ?? "").toLowerCase();
  const shown = useMemo(
    () =>
      data?.filter((one) =>
        (service === undefined || one.service === service) &&
        `${one.name} ${one.description} ${one.scope}`.toLowerCase().includes(find)
      ).toSorted((a, b) => order(a) < order(b) ? -1 : 1),
    [data, service, find],
  );
  const chosen = shown?.find(({ id }) => String(id) === metric) ??
    data?.find(({ id }) => String(id) === metric) ?? shown?.[0];
  const move = (step: number) => {
    if (shown === undefined || chosen === undefined) return;
    const next = shown[shown.indexOf(chosen) + step];
    if (next !== undefined) {
      navigate(`/metrics/${next.id}${address.value.search}`, { replace: true });
    }
  };
  useShortcuts([
    { key: "j", does: "Next metric", run: () => move(1) },
    { key: "k", does: "Previous metric", run: () => move(-1) },
    { key: "ArrowDown", does: "Next metric", run: () => move(1) },
    { key: "ArrowUp", does: "Previous metric", run: () => move(-1) },
  ]);
  if (error !== undefined && data === undefined) {
    return <LoadError error={error} onRetry={reload} />;
  }
  if (data?.length === 0) {
    return (
      <EmptyState title="No metrics yet" command="deno task dev:otlp">
        Metrics are sent once a minute, unless OTEL_METRIC_EXPORT_INTERVAL says otherwise. To see
        some, start the dice server:
      </EmptyState>
    );
  }
  return (
    <section class="page metrics">
      <div class="metrics-body">
        <MetricList
          metrics={shown ?? []}
          services={[...new Set(data?.map((one) => one.service))]}
          chosen={chosen?.id}
        />
        <div class="metric">
          <div class="toolbar">
            <span class="toolbar-end" />
            <RunSelect />
            <RangeSelect />
          </div>
          {chosen !== undefined && (
            <MetricPanel key={chosen.id} metric={chosen} range={range} time={time} />
          )}
        </div>
      </div>
    </section>
  );
}

function order({ service, scope, name }: { service: string; scope: string; name: string }): string {
  return `${service}\0${scope}\0${name}`;
}
