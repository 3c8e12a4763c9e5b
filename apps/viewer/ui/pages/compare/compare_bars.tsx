import type { JSX } from "preact";
import { formatDuration } from "../../model/format/format_duration.ts";
import { serviceColour } from "../../state/service_colour.ts";
import type { SpanTree } from "../../model/trace/build_span_tree.ts";
import { OneLine } from "../../parts/one_line.tsx";
import { VirtualList } from "../../parts/virtual_list.tsx";
import { traceUrl } from "../../state/trace_url.ts";

/** The spans of one of two traces; both have the same scale, `longest` nanoseconds. */
export function CompareBars(
  { traceId, tree, longest }: {
    readonly traceId: string;
    readonly tree: SpanTree;
    readonly longest: number;
  },
): JSX.Element {
  return (
    <VirtualList
      label="Spans"
      class="compare-bars"
      count={tree.nodes.length}
      rowHeight={24}
      row={(index) => {
        const { span, service, depth, start, end, error, open } = tree.nodes[index]!;
        return (
          <a class="compare-row" href={traceUrl(traceId, span.spanId)}>
            <span class="compare-name" style={{ paddingLeft: `${Math.min(depth, 16) * 9}px` }}>
              <OneLine>{span.name}</OneLine>
            </span>
            <span class="compare-time">
              <span
                class={open ? "bar open" : "bar"}
                style={{
                  left: `${(start / longest) * 100}%`,
                  width: `${((end - start) / longest) * 100}%`,
                  background: error ? "var(--error-bar)" : serviceColour(service),
                }}
              />
            </span>
            <span class="num muted">{open ? "open" : formatDuration(end - start)}</span>
          </a>
        );
      }}
    />
  );
}
