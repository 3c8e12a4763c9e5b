import type { JSX } from "preact";
import type { JsonLogRecord } from "../../../contract/logs.ts";
import { plainValue } from "../../model/format/plain_value.ts";
import { severityName } from "../../model/format/severity_name.ts";
import { valueText } from "../../model/format/value_text.ts";
import { AttributeTable } from "../../parts/attribute_table.tsx";
import { CopyButton } from "../../parts/copy_button.tsx";
import { ScopeSection } from "../../parts/scope_section.tsx";
import { Section } from "../../parts/section.tsx";
import { ServiceTag } from "../../parts/service_tag.tsx";
import { Text } from "../../parts/text.tsx";
import { TimeText } from "../../parts/time_text.tsx";
import { traceUrl } from "../../state/trace_url.ts";

/** All of a log record. */
export function LogDetail(
  { log, onClose }: { readonly log: JsonLogRecord; readonly onClose: () => void },
): JSX.Element {
  const severity = severityName(log.severityNumber);
  const structured = log.body.kvlistValue ?? log.body.arrayValue;
  return (
    <aside class="detail" aria-label="Log record">
      <header>
        <h2>
          <span class={`severity ${severity}`}>{log.severityText || severity}</span>{" "}
          <TimeText
            nano={log.timeUnixNano === "0" ? log.observedTimeUnixNano : log.timeUnixNano}
            day
          />
        </h2>
        <button type="button" class="icon" aria-label="Close the record" onClick={onClose}>
          ×
        </button>
      </header>
      <pre class="snippet text"><Text>{
        structured === undefined
          ? valueText(log.body)
          : JSON.stringify(plainValue(log.body), null, 2)
      }</Text></pre>
      <div class="buttons">
        <CopyButton text={valueText(log.body)} label="Copy body" />
        <CopyButton text={() => JSON.stringify(log, null, 2)} label="Copy JSON" />
        <CopyButton text={() => location.href} label="Copy link" />
        {log.traceId !== "" && (
          <>
            <a class="button small" href={traceUrl(log.traceId, log.spanId)}>To its trace</a>
            <a class="button small" href={`/logs?q=trace:${log.traceId}`}>Logs of the trace</a>
          </>
        )}
      </div>
      <p>
        <ServiceTag name={log.service} />
        {log.eventName !== "" && (
          <span class="muted">
            · event <Text>{log.eventName}</Text>
          </span>
        )}
      </p>
      <Section title="Attributes" count={log.attributes.length} open>
        <AttributeTable attributes={log.attributes} filterPath="/logs" />
      </Section>
      <Section title="Resource" count={log.resource.attributes.length}>
        <AttributeTable attributes={log.resource.attributes} filterPath="/logs" />
      </Section>
      <ScopeSection scope={log.scope} />
    </aside>
  );
}
