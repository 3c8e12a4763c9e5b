import type { JSX } from "preact";
import type { Trace } from "../../../contract/traces.ts";
import { formatDuration } from "../../model/format/format_duration.ts";
import { severityName } from "../../model/format/severity_name.ts";
import { valueText } from "../../model/format/value_text.ts";
import type { SpanTree } from "../../model/trace/build_span_tree.ts";
import { EmptyState } from "../../parts/empty_state.tsx";
import { OneLine } from "../../parts/one_line.tsx";
import { ServiceTag } from "../../parts/service_tag.tsx";
import { VirtualList } from "../../parts/virtual_list.tsx";

/** All logs of a trace in the order of time, with the span that each was written in. */
export function TraceLogs(
  { trace, tree, onSelect }: {
    readonly trace: Trace;
    readonly tree: SpanTree;
    readonly onSelect: (index: number) => void;
  },
): JSX.Element {
  if (trace.logs.length === 0) {
    return (
      <EmptyState title="No logs in this trace">
        Records that a program writes while a span is active carry its ids, and appear here.
      </EmptyState>
    );
  }
  return (
    <VirtualList
      label="Logs of the trace"
      count={trace.logs.length}
      rowHeight={28}
      row={(index) => {
        const log = trace.logs[index]!;
        const node = tree.byId.get(log.spanId);
        const at = Number(BigInt(log.timeUnixNano || log.observedTimeUnixNano) - tree.startNano);
        const severity = severityName(log.severityNumber);
        return (
          <div
            class="trace-log"
            onClick={() => node !== undefined && onSelect(node.index)}
          >
            <span class="num muted">+{formatDuration(at)}</span>
            <span class={`severity ${severity}`}>{severity}</span>
            <ServiceTag name={log.service} />
            <OneLine>{valueText(log.body) || log.eventName}</OneLine>
            <OneLine class="muted">{node?.span.name ?? ""}</OneLine>
          </div>
        );
      }}
    />
  );
}
