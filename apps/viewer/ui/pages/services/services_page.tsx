import type { JSX } from "preact";
import { api } from "../../api/api_client.ts";
import { formatItems } from "../../model/format/format_items.ts";
import { searchTerm } from "../../model/search/edit_search.ts";
import { EmptyState } from "../../parts/empty_state.tsx";
import { LoadError } from "../../parts/load_error.tsx";
import { RangeSelect } from "../../parts/range_select.tsx";
import { RunSelect } from "../../parts/run_select.tsx";
import { ServiceTag } from "../../parts/service_tag.tsx";
import { revisions } from "../../state/live.ts";
import { param } from "../../state/router.ts";
import { timeRange } from "../../state/time_range.ts";
import { useLoad } from "../../state/use_load.ts";
import { RouteTable } from "./route_table.tsx";
import { ServiceMap } from "./service_map.tsx";

/** Who calls whom, and rate, errors and durations of every route. */
export function ServicesPage(): JSX.Element {
  const run = param("run");
  const { data, error, reload } = useLoad({
    key: JSON.stringify([param("range"), param("from"), param("to"), run]),
    load: (signal) =>
      api.services({ ...timeRange(), ...(run === undefined ? {} : { run }) }, signal),
    on: [revisions.spans],
    every: 2000,
  });
  return (
    <section class="page services">
      <div class="toolbar">
        <h1>Services</h1>
        <span class="toolbar-end" />
        <RunSelect />
        <RangeSelect />
      </div>
      {error !== undefined && <LoadError error={error} onRetry={reload} />}
      {data?.services.length === 0 && (
        <EmptyState title="No services yet" command="deno task dev:otlp">
          Every service.name that sends telemetry appears here. To see some, start the dice server:
        </EmptyState>
      )}
      {data !== undefined && data.services.length > 0 && (
        <div class="scroll">
          <ServiceMap overview={data} />
          <ul class="service-cards">
            {data.services.map((service) => (
              <li key={service.name}>
                <strong>
                  <ServiceTag name={service.name} />
                </strong>
                <span class="muted">{service.language ?? ""}</span>
                <span class="num">
                  <a href={`/traces?q=${encodeURIComponent(searchTerm("service", service.name))}`}>
                    {formatItems(service.spanCount, "span")}
                  </a>
                  {" · "}
                  <a href={`/logs?q=${encodeURIComponent(searchTerm("service", service.name))}`}>
                    {formatItems(service.logCount, "log")}
                  </a>
                  {" · "}
                  <a href={`/metrics?service=${encodeURIComponent(service.name)}`}>
                    {formatItems(service.metricCount, "metric")}
                  </a>
                </span>
              </li>
            ))}
          </ul>
          <RouteTable routes={data.routes} />
        </div>
      )}
    </section>
  );
}
