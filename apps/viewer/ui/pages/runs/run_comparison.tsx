import type { JSX } from "preact";
import { api } from "../../api/api_client.ts";
import { formatCount } from "../../model/format/format_count.ts";
import { formatDuration } from "../../model/format/format_duration.ts";
import { runTitle } from "../../model/format/run_title.ts";
import type { Run } from "../../../contract/runs.ts";
import type { RouteFigures } from "../../../contract/services.ts";
import { Change } from "../../parts/change.tsx";
import { LoadError } from "../../parts/load_error.tsx";
import { OneLine } from "../../parts/one_line.tsx";
import { ServiceTag } from "../../parts/service_tag.tsx";
import { revisions } from "../../state/live.ts";
import { utc } from "../../state/preferences.ts";
import { useLoad } from "../../state/use_load.ts";

/** One run against another, route by route, the largest change of p95 first. */
export function RunComparison(
  { before, after }: { readonly before: Run; readonly after: Run },
): JSX.Element {
  const { data, error, reload } = useLoad({
    key: `${before.id} ${after.id}`,
    load: (signal) => api.compare(before.id, after.id, signal),
    on: [revisions.spans],
    every: 2000,
  });
  if (error !== undefined) return <LoadError error={error} onRetry={reload} />;
  if (data === undefined) return <p class="loading" role="status">Comparing …</p>;
  const change = ({ before, after }: { before?: RouteFigures; after?: RouteFigures }) =>
    Math.abs((after?.p95Nano ?? 0) - (before?.p95Nano ?? 0));
  const rows = data.routes.toSorted((a, b) => change(b) - change(a));
  return (
    <>
      <h2 class="compare-title">
        <bdi>{runTitle(before, utc.value)}</bdi> <span class="muted">→</span>{" "}
        <bdi>{runTitle(after, utc.value)}</bdi>
      </h2>
      <table class="table cards">
        <thead>
          <tr>
            <th scope="col">Route</th>
            <th scope="col">Service</th>
            <th scope="col" class="right">Count</th>
            <th scope="col" class="right">Errors</th>
            <th scope="col" class="right">p50</th>
            <th scope="col" class="right">Change</th>
            <th scope="col" class="right">p95</th>
            <th scope="col" class="right">Change</th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, 500).map((row) => (
            <tr key={`${row.service} ${row.route}`}>
              <td>
                <OneLine>{row.route}</OneLine>
              </td>
              <td>
                <ServiceTag name={row.service} />
              </td>
              <td class="right num" data-label="Count">
                {pair(row, ({ count }) => formatCount(count))}
              </td>
              <td class="right num" data-label="Errors">
                {pair(row, ({ errorCount }) => formatCount(errorCount))}
              </td>
              <td class="right num" data-label="p50">
                {pair(row, ({ p50Nano }) => formatDuration(p50Nano))}
              </td>
              <td class="right num" data-label="Change">
                <Change before={row.before?.p50Nano} after={row.after?.p50Nano} />
              </td>
              <td class="right num" data-label="p95">
                {pair(row, ({ p95Nano }) => formatDuration(p95Nano))}
              </td>
              <td class="right num" data-label="Change">
                <Change before={row.before?.p95Nano} after={row.after?.p95Nano} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function pair(
  { before, after }: { readonly before?: RouteFigures; readonly after?: RouteFigures },
  text: (figures: RouteFigures) => string,
): JSX.Element {
  return (
    <>
      <span class="muted">{before === undefined ? "–" : text(before)} →</span>{" "}
      {after === undefined ? "–" : text(after)}
    </>
  );
}
