import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { api } from "../../api/api_client.ts";
import { formatDuration } from "../../model/format/format_duration.ts";
import { formatItems } from "../../model/format/format_items.ts";
import { buildSpanTree, type SpanTree } from "../../model/trace/build_span_tree.ts";
import { compareTraces } from "../../model/trace/compare_traces.ts";
import { LoadError } from "../../parts/load_error.tsx";
import { OneLine } from "../../parts/one_line.tsx";
import { ServiceTag } from "../../parts/service_tag.tsx";
import { TimeText } from "../../parts/time_text.tsx";
import { Change } from "../../parts/change.tsx";
import { traceUrl } from "../../state/trace_url.ts";
import { useLoad } from "../../state/use_load.ts";
import { CompareBars } from "./compare_bars.tsx";

/** Two traces beside each other on one scale, and what took longer. */
export function ComparePage(
  { before, after }: { readonly before: string; readonly after: string },
): JSX.Element {
  const { data, error, reload } = useLoad({
    key: `${before} ${after}`,
    load: (signal) => Promise.all([api.trace(before, signal), api.trace(after, signal)]),
  });
  const trees = useMemo(
    () =>
      data === undefined ? undefined : [buildSpanTree(data[0]), buildSpanTree(data[1])] as const,
    [data],
  );
  if (error !== undefined) return <LoadError error={error} onRetry={reload} />;
  if (trees === undefined) return <p class="loading" role="status">Loading two traces …</p>;
  const longest = Math.max(trees[0].duration, trees[1].duration, 1);
  return (
    <section class="page compare">
      <header class="trace-header">
        <div class="title">
          <a class="back" href="/traces" aria-label="Back to the traces">←</a>
          <h1>Two traces</h1>
          <a class="button small" href={`/traces/${after}/compare/${before}`}>Change sides</a>
        </div>
      </header>
      <div class="compare-sides">
        <Side name="Before" traceId={before} tree={trees[0]} longest={longest} />
        <Side name="After" traceId={after} tree={trees[1]} longest={longest} />
      </div>
      <div class="scroll">
        <table class="table cards">
          <thead>
            <tr>
              <th scope="col">Span</th>
              <th scope="col">Service</th>
              <th scope="col" class="right">Before</th>
              <th scope="col" class="right">After</th>
              <th scope="col" class="right">Change</th>
              <th scope="col" class="right">Count</th>
            </tr>
          </thead>
          <tbody>
            {compareTraces(...trees).slice(0, 500).map((row) => (
              <tr key={`${row.service} ${row.name}`}>
                <td>
                  <OneLine>{row.name}</OneLine>
                </td>
                <td>
                  <ServiceTag name={row.service} />
                </td>
                <td class="right num" data-label="Before">
                  {row.before.count === 0 ? "–" : formatDuration(row.before.total)}
                </td>
                <td class="right num" data-label="After">
                  {row.after.count === 0 ? "–" : formatDuration(row.after.total)}
                </td>
                <td class="right num" data-label="Change">
                  <Change
                    before={row.before.count === 0 ? undefined : row.before.total}
                    after={row.after.count === 0 ? undefined : row.after.total}
                  />
                </td>
                <td class="right num muted" data-label="Count">
                  {row.before.count} → {row.after.count}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Side(
  { name, traceId, tree, longest }: {
    readonly name: string;
    readonly traceId: string;
    readonly tree: SpanTree;
    readonly longest: number;
  },
): JSX.Element {
  return (
    <article>
      <h2>
        <span class="muted">{name}</span>{" "}
        <a href={traceUrl(traceId)}>
          <OneLine>{tree.nodes[0]?.span.name ?? traceId}</OneLine>
        </a>{" "}
        <span class="num">{formatDuration(tree.duration)}</span>
      </h2>
      <p class="muted num">
        <TimeText nano={tree.startNano.toString()} day /> · {formatItems(tree.nodes.length, "span")}
      </p>
      <CompareBars traceId={traceId} tree={tree} longest={longest} />
    </article>
  );
}
