import type { JSX } from "preact";
import { memo } from "preact/compat";
import type { JsonLogRecord } from "../../../contract/logs.ts";
import { formatCount } from "../../model/format/format_count.ts";
import { formatDuration } from "../../model/format/format_duration.ts";
import { severityName } from "../../model/format/severity_name.ts";
import { valueText } from "../../model/format/value_text.ts";
import { serviceColour } from "../../state/service_colour.ts";
import type { CriticalSegment } from "../../model/trace/critical_path.ts";
import type { SpanNode } from "../../model/trace/build_span_tree.ts";
import { OneLine } from "../../parts/one_line.tsx";
import type { Zoom } from "./trace_view_state.ts";

interface SpanRowProps {
  readonly node: SpanNode;
  readonly collapsed: boolean;
  readonly selected: boolean;
  readonly found: boolean;
  readonly zoom: Zoom;
  readonly path: readonly CriticalSegment[] | undefined;
  readonly onToggle: (node: SpanNode) => void;
  readonly onChoose: (node: SpanNode) => void;
}

/** Deeper spans are not moved further to the right. */
const MOST_INDENT = 24;

/** A span of the waterfall. */
export const SpanRow = memo(function SpanRow(props: SpanRowProps): JSX.Element {
  const { node, collapsed, selected, found, zoom, path } = props;
  const { span, service } = node;
  const classes = ["span-row"];
  if (selected) classes.push("selected");
  if (found) classes.push("found");
  if (node.error) classes.push("failed");
  return (
    <div
      class={classes.join(" ")}
      aria-current={selected ? "true" : undefined}
      onClick={() => props.onChoose(node)}
    >
      <div class="span-name" style={{ paddingLeft: indent(node.depth) }}>
        {node.size > 1
          ? (
            <button
              type="button"
              class="caret"
              tabIndex={-1}
              aria-expanded={!collapsed}
              aria-label={collapsed ? "Open" : "Collapse"}
              onClick={(event) => {
                event.stopPropagation();
                props.onToggle(node);
              }}
            >
              {collapsed ? "▸" : "▾"}
            </button>
          )
          : <span class="caret" />}
        <span class="dot" title={service} style={{ background: serviceColour(service) }} />
        {node.error && <span class="mark-error" title={span.status.message || "Error"}>!</span>}
        <OneLine>{span.name === "" ? "(no name)" : span.name}</OneLine>
        {collapsed && <span class="muted num">+{formatCount(node.size - 1)}</span>}
        {node.orphan && <span class="muted" title="Its parent is not here">⤴</span>}
      </div>
      <Bar node={node} zoom={zoom} path={path} />
    </div>
  );
});

function Bar({ node, zoom, path }: Pick<SpanRowProps, "node" | "zoom" | "path">): JSX.Element {
  const place = (at: number) => ((at - zoom.from) / (zoom.to - zoom.from)) * 100;
  const left = place(node.start);
  const right = place(node.end);
  const from = Math.max(0, Math.min(100, left));
  const to = Math.max(0, Math.min(100, right));
  const out = right < 0 || left > 100;
  return (
    <div class="span-time">
      {!out && (
        <span
          class={node.open ? "bar open" : "bar"}
          style={{
            left: `${from}%`,
            width: `${to - from}%`,
            background: node.error ? "var(--error-bar)" : serviceColour(node.service),
          }}
        />
      )}
      {path?.map(({ start, end }) => {
        const first = Math.max(0, place(start));
        const last = Math.min(100, place(end));
        return last <= first ? null : (
          <span
            key={start}
            class="critical"
            style={{ left: `${first}%`, width: `${last - first}%` }}
          />
        );
      })}
      {!out && node.span.events.slice(0, 50).map(({ timeUnixNano, name }, index) => {
        const offset = Number(BigInt(timeUnixNano) - BigInt(node.span.startTimeUnixNano));
        const at = place(node.start + offset);
        return at < 0 || at > 100
          ? null
          : <span key={index} class="event-mark" title={name} style={{ left: `${at}%` }} />;
      })}
      <span
        class={`span-duration num ${
          node.open ? "open" : to > 72 && from <= 14 && !out ? "inside" : ""
        }`}
        style={to <= 72
          ? { left: `${to}%` }
          : from > 14
          ? { right: `${100 - from}%` }
          : { right: `${100 - to}%` }}
      >
        {node.open ? "open" : formatDuration(node.end - node.start)}
      </span>
    </div>
  );
}

/** A log record between the spans. */
export const LogRow = memo(function LogRow(
  { log, node, at, zoom, onChoose }: {
    readonly log: JsonLogRecord;
    readonly node: SpanNode;
    readonly at: number;
    readonly zoom: Zoom;
    readonly onChoose: (node: SpanNode) => void;
  },
): JSX.Element {
  const place = ((at - zoom.from) / (zoom.to - zoom.from)) * 100;
  const severity = severityName(log.severityNumber);
  return (
    <div class="span-row log" onClick={() => onChoose(node)}>
      <div class="span-name" style={{ paddingLeft: indent(node.depth + 1) }}>
        <span class="caret" />
        <span class={`severity ${severity}`}>{severity}</span>
        <OneLine class="muted">{valueText(log.body) || log.eventName}</OneLine>
      </div>
      <div class="span-time">
        {place >= 0 && place <= 100 && (
          <span class={`log-mark ${severity}`} style={{ left: `${place}%` }} />
        )}
      </div>
    </div>
  );
});

function indent(depth: number): string {
  return `${6 + Math.min(depth, MOST_INDENT) * 12}px`;
}
