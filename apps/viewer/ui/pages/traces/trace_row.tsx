import type { JSX } from "preact";
import { memo } from "preact/compat";
import type { TraceSummary } from "../../../contract/traces.ts";
import { formatCount } from "../../model/format/format_count.ts";
import { formatItems } from "../../model/format/format_items.ts";
import { formatDuration } from "../../model/format/format_duration.ts";
import { serviceColour } from "../../state/service_colour.ts";
import { OneLine } from "../../parts/one_line.tsx";
import { ServiceTag } from "../../parts/service_tag.tsx";
import { TimeText } from "../../parts/time_text.tsx";
import { traceUrl } from "../../state/trace_url.ts";

interface TraceRowProps {
  readonly trace: TraceSummary;
  /** Of all durations in the list, in nanoseconds. */
  readonly longest: number;
  readonly selected: boolean;
}

/** A line of the list of traces. */
export const TraceRow = memo(function TraceRow(props: TraceRowProps): JSX.Element {
  const { trace, longest, selected } = props;
  const share = longest > 0 ? trace.durationNano / longest : 0;
  return (
    <a
      class={selected ? "trace-row selected" : "trace-row"}
      href={traceUrl(trace.traceId)}
    >
      <span class="muted num">
        <TimeText nano={trace.startUnixNano} />
      </span>
      <span class="trace-name">
        <span class="dot" style={{ background: serviceColour(trace.service) }} />
        <OneLine class="strong">{trace.name === "" ? "(no name)" : trace.name}</OneLine>
        {trace.route !== undefined && !trace.name.includes(trace.route) && (
          <OneLine class="muted">{trace.route}</OneLine>
        )}
        {trace.errorCount > 0 && (
          <span class="badge error">
            {formatItems(trace.errorCount, "error")}
          </span>
        )}
        {trace.openCount > 0 && (
          <span class="badge warn" title="Spans that have not ended, or whose ends did not arrive">
            {formatCount(trace.openCount)} open
          </span>
        )}
      </span>
      <span class="trace-services">
        {trace.services.slice(0, 4).map(({ name, spanCount }) => (
          <ServiceTag key={name} name={name} count={spanCount} />
        ))}
        {trace.services.length > 4 && <span class="muted">+{trace.services.length - 4}</span>}
      </span>
      <span class="num muted trace-counts">
        {formatCount(trace.spanCount)}
        {trace.logCount > 0 && (
          <span title="Log records">
            · {formatItems(trace.logCount, "log")}
          </span>
        )}
      </span>
      <span class="trace-duration num">
        <span class="meter" aria-hidden="true">
          <span
            style={{
              width: `${Math.max(1, share * 100)}%`,
              background: trace.errorCount > 0 ? "var(--error)" : serviceColour(trace.service),
            }}
          />
        </span>
        {formatDuration(trace.durationNano)}
      </span>
    </a>
  );
});
