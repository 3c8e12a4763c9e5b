import type { JSX } from "preact";
import type { RouteFigures } from "../../../contract/services.ts";
import { formatCount } from "../../model/format/format_count.ts";
import { formatDuration } from "../../model/format/format_duration.ts";
import { formatRate } from "../../model/format/format_rate.ts";
import { routeSearch } from "../../model/search/route_search.ts";
import { OneLine } from "../../parts/one_line.tsx";
import { ServiceTag } from "../../parts/service_tag.tsx";
import { param, setParams } from "../../state/router.ts";

const COLUMNS = [
  ["rate", "Rate", ({ perSecond }) => perSecond],
  ["count", "Count", ({ count }) => count],
  ["errors", "Errors", ({ count, errorCount }) => errorCount / Math.max(1, count)],
  ["p50", "p50", ({ p50Nano }) => p50Nano],
  ["p95", "p95", ({ p95Nano }) => p95Nano],
  ["p99", "p99", ({ p99Nano }) => p99Nano],
] as const satisfies readonly (readonly [string, string, (route: RouteFigures) => number])[];

/** Rate, errors and durations a route; a click on a column sorts by it. */
export function RouteTable({ routes }: { readonly routes: readonly RouteFigures[] }): JSX.Element {
  const sort = param("sort") ?? "count";
  const value = (COLUMNS.find(([name]) => name === sort) ?? COLUMNS[1])[2];
  const sorted = routes.toSorted((a, b) => value(b) - value(a));
  const slowest = Math.max(1, ...routes.slice(0, 5000).map(({ p95Nano }) => p95Nano));
  return (
    <table class="table cards routes">
      <thead>
        <tr>
          <th scope="col">Route</th>
          <th scope="col">Service</th>
          {COLUMNS.map(([name, label]) => (
            <th
              key={name}
              scope="col"
              class="right"
              aria-sort={sort === name ? "descending" : undefined}
              title={name === "rate"
                ? "In the stretch of time; for all time, while the service ran"
                : undefined}
            >
              <button type="button" onClick={() => setParams({ sort: name }, { replace: true })}>
                {label}
                {sort === name ? " ↓" : ""}
              </button>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {sorted.slice(0, 500).map((route) => (
          <tr key={`${route.service} ${route.kind} ${route.route}`}>
            <td>
              <a href={`/traces?q=${encodeURIComponent(routeSearch(route))}`}>
                <OneLine>{route.route}</OneLine>
              </a>
            </td>
            <td>
              <ServiceTag name={route.service} />
            </td>
            <td class="right num" data-label="Rate">{formatRate(route.perSecond)}</td>
            <td class="right num" data-label="Count">{formatCount(route.count)}</td>
            <td class="right num" data-label="Errors">
              {route.errorCount === 0
                ? <span class="muted">0</span>
                : <span class="worse">{((route.errorCount / route.count) * 100).toFixed(1)} %
                </span>}
            </td>
            <td class="right num" data-label="p50">{formatDuration(route.p50Nano)}</td>
            <td class="right num" data-label="p95">
              <span class="meter inline" aria-hidden="true">
                <span
                  style={{
                    width: `${Math.max(2, (route.p95Nano / slowest) * 100)}%`,
                    background: "var(--accent)",
                  }}
                />
              </span>
              <span class="after-meter">{formatDuration(route.p95Nano)}</span>
            </td>
            <td class="right num" data-label="p99">{formatDuration(route.p99Nano)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
