import type { JSX } from "preact";
import { memo } from "preact/compat";
import type { JsonLogRecord } from "../../../contract/logs.ts";
import { severityName } from "../../model/format/severity_name.ts";
import { valueText } from "../../model/format/value_text.ts";
import { OneLine } from "../../parts/one_line.tsx";
import { ServiceTag } from "../../parts/service_tag.tsx";
import { TimeText } from "../../parts/time_text.tsx";
import { traceUrl } from "../../state/trace_url.ts";

interface LogRowProps {
  readonly log: JsonLogRecord;
  readonly selected: boolean;
  readonly onChoose: (id: number) => void;
}

/** A log record in one line. */
export const LogRow = memo(function LogRow(props: LogRowProps): JSX.Element {
  const { log, selected, onChoose } = props;
  const severity = severityName(log.severityNumber);
  return (
    <div
      class={`log-row ${severity}${selected ? " selected" : ""}`}
      aria-current={selected ? "true" : undefined}
      onClick={() => onChoose(log.id)}
    >
      <span class="num muted">
        <TimeText nano={log.timeUnixNano === "0" ? log.observedTimeUnixNano : log.timeUnixNano} />
      </span>
      <span class={`severity ${severity}`}>{severity}</span>
      <ServiceTag name={log.service} />
      <OneLine>{valueText(log.body) || log.eventName || "(no body)"}</OneLine>
      {log.traceId === "" ? <span /> : (
        <a
          href={traceUrl(log.traceId, log.spanId)}
          title="To its trace"
        >
          <code>{log.traceId.slice(0, 8)}</code>
        </a>
      )}
    </div>
  );
}, (before, after) => before.log === after.log && before.selected === after.selected);
