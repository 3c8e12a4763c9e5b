import type { ComponentChildren, JSX } from "preact";
import type { JsonSpan, Trace } from "../../../contract/traces.ts";
import { api } from "../../api/api_client.ts";
import { formatDuration } from "../../model/format/format_duration.ts";
import { severityName } from "../../model/format/severity_name.ts";
import { valueText } from "../../model/format/value_text.ts";
import { searchTerm } from "../../model/search/edit_search.ts";
import type { SpanNode, SpanTree } from "../../model/trace/build_span_tree.ts";
import { curlCommand } from "../../model/trace/curl_command.ts";
import { AttributeTable } from "../../parts/attribute_table.tsx";
import { CopyButton } from "../../parts/copy_button.tsx";
import { ScopeSection } from "../../parts/scope_section.tsx";
import { ServiceTag } from "../../parts/service_tag.tsx";
import { Text } from "../../parts/text.tsx";
import { TimeText } from "../../parts/time_text.tsx";
import { setParams } from "../../state/router.ts";
import { Section } from "../../parts/section.tsx";
import { SpanLinks } from "./span_links.tsx";

const KINDS = ["unspecified", "internal", "server", "client", "producer", "consumer"] as const;

/** All of a span, and what can be done with it. */
export function SpanDetail(
  { trace, tree, node }: {
    readonly trace: Trace;
    readonly tree: SpanTree;
    readonly node: SpanNode;
  },
): JSX.Element {
  const { span } = node;
  const resource = trace.resources[span.resource];
  const scope = trace.scopes[span.scope];
  const curl = curlCommand(span);
  const own = node.end - node.start - childTime(tree, node);
  return (
    <aside class="detail" aria-label="Span">
      <header>
        <h2>
          <Text>{span.name === "" ? "(no name)" : span.name}</Text>
        </h2>
        <button
          type="button"
          class="icon"
          aria-label="Close the span"
          onClick={() => setParams({ span: undefined }, { replace: true })}
        >
          ×
        </button>
      </header>
      {span.status.code === 2 && (
        <p class="failure">
          <strong>Error</strong> {span.status.message !== "" && <Text>{span.status.message}</Text>}
        </p>
      )}
      <dl class="facts-list num">
        <Fact name="Service">
          <a href={`/traces?q=${encodeURIComponent(searchTerm("service", node.service))}`}>
            <ServiceTag name={node.service} />
          </a>
        </Fact>
        <Fact name="Duration">
          {node.open ? "still open" : formatDuration(node.end - node.start)}
        </Fact>
        <Fact name="Own time">{formatDuration(Math.max(0, own))}</Fact>
        <Fact name="Start">
          <TimeText nano={span.startTimeUnixNano} digits={6} /> (+{formatDuration(node.start)})
        </Fact>
        <Fact name="Kind">{KINDS[span.kind] ?? String(span.kind)}</Fact>
        <Fact name="Span id">
          <code>{span.spanId}</code>
        </Fact>
        {span.parentSpanId !== "" && (
          <Fact name="Parent">
            {node.orphan ? <code>{span.parentSpanId} (not here)</code> : (
              <button
                type="button"
                class="link"
                onClick={() => setParams({ span: span.parentSpanId }, { replace: true })}
              >
                <code>{span.parentSpanId}</code>
              </button>
            )}
          </Fact>
        )}
        {span.traceState !== "" && (
          <Fact name="Trace state">
            <Text>{span.traceState}</Text>
          </Fact>
        )}
      </dl>
      <div class="buttons">
        <CopyButton text={() => spanJson(span)} label="Copy JSON" />
        {curl !== undefined && <CopyButton text={curl} label="Copy as curl" />}
        <CopyButton
          text={`00-${trace.traceId}-${span.spanId}-01`}
          label="Copy traceparent"
        />
        <CopyButton text={() => location.href} label="Copy link" />
        <a
          class="button small"
          title="This span with everything below it, as OTLP JSON lines"
          href={api.exportUrl({ trace: trace.traceId, span: span.spanId })}
          download={`span-${span.spanId}.jsonl`}
        >
          Export subtree
        </a>
        <a
          class="button small"
          href={`/traces?q=${encodeURIComponent(searchTerm("name", span.name))}`}
        >
          Same name
        </a>
      </div>
      <Section title="Attributes" count={span.attributes.length} open>
        <AttributeTable attributes={span.attributes} filterPath="/traces" />
      </Section>
      {span.events.length > 0 && (
        <Section title="Events" count={span.events.length} open>
          {span.events.slice(0, 200).map((event, index) => (
            <div class="item" key={index}>
              <p>
                <span class="num muted">
                  +{formatDuration(
                    Number(BigInt(event.timeUnixNano) - BigInt(span.startTimeUnixNano)),
                  )}
                </span>{" "}
                <strong>
                  <Text>{event.name}</Text>
                </strong>
              </p>
              {event.attributes.length > 0 && <AttributeTable attributes={event.attributes} />}
            </div>
          ))}
        </Section>
      )}
      {node.logs.length > 0 && (
        <Section title="Logs" count={node.logs.length} open>
          {node.logs.slice(0, 200).map((log) => (
            <p class="item" key={log.id}>
              <span class={`severity ${severityName(log.severityNumber)}`}>
                {severityName(log.severityNumber)}
              </span>{" "}
              <Text>{valueText(log.body) || log.eventName}</Text>
            </p>
          ))}
          <a href={`/logs?q=${encodeURIComponent(`span:${span.spanId}`)}`}>
            Show them with the other logs
          </a>
        </Section>
      )}
      <SpanLinks links={span.links} />
      <Section title="Resource" count={resource?.attributes.length ?? 0}>
        <AttributeTable attributes={resource?.attributes ?? []} filterPath="/traces" />
      </Section>
      {scope !== undefined && <ScopeSection scope={scope} />}
    </aside>
  );
}

function Fact(
  { name, children }: { readonly name: string; readonly children: ComponentChildren },
): JSX.Element {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** How long any child ran: together, not one after the other. */
function childTime(tree: SpanTree, node: SpanNode): number {
  let total = 0;
  let covered = node.start;
  for (let at = node.index + 1; at < node.index + node.size; at += tree.nodes[at]!.size) {
    const child = tree.nodes[at]!;
    const end = Math.min(child.end, node.end);
    if (end > covered) total += end - Math.max(covered, child.start);
    covered = Math.max(covered, end);
  }
  return total;
}

function spanJson(span: JsonSpan): string {
  const { resource: _, scope: __, ...own } = span;
  return JSON.stringify(own, null, 2);
}
