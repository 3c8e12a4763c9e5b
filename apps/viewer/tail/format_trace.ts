import type { JsonSpan, Trace } from "../contract/mod.ts";
import { escapeText } from "./escape_text.ts";
import { formatDuration, formatTime } from "./format_value.ts";
import type { TextStyle } from "./text_style.ts";

/** More lines than these nobody reads as they come in. */
const MAX_SPANS = 200;
const MAX_DEPTH = 40;
const ERROR = 2;

/** Options of {@linkcode formatTrace}. */
export interface TraceFormat {
  readonly style: TextStyle;
  /** Spans that were shown before, by their ids: only the others are. */
  readonly shown?: ReadonlySet<string>;
}

/** A trace as a tree, a span a line. Spans without their parent begin a tree of their own. */
export function formatTrace(
  trace: Trace,
  { style, shown = new Set() }: TraceFormat,
): readonly string[] {
  const spans = trace.spans.filter(({ spanId }) => !shown.has(spanId));
  const [first] = spans;
  if (first === undefined) return [];
  const services = trace.resources.map(({ attributes }) =>
    escapeText(
      attributes.find(({ key }) => key === "service.name")?.value.stringValue ?? "unknown_service",
      100,
    )
  );
  const head = shown.size === 0 ? "" : " (continued)";
  const lines = [
    `${style.dim(formatTime(first.startTimeUnixNano))} ${style.bold("trace")} ` +
    style.dim(`${trace.traceId}${head}`),
  ];
  let before: string | undefined;
  for (const { span, branch } of toTree(spans)) {
    if (lines.length > MAX_SPANS) break;
    const service = services[span.resource] ?? "";
    // Said where it changes.
    const where = service === before ? "" : ` ${service}`;
    before = service;
    lines.push(`${style.dim(branch)}${formatSpan(span, style)}${style.dim(where)}`);
  }
  if (spans.length > MAX_SPANS) {
    lines.push(style.dim(`   … ${spans.length - MAX_SPANS} more spans`));
  }
  return lines;
}

function formatSpan(span: JsonSpan, style: TextStyle): string {
  const { name, status, startTimeUnixNano: start, endTimeUnixNano: end } = span;
  const duration = end === "0" ? "not over" : formatDuration(Number(BigInt(end) - BigInt(start)));
  const text = `${escapeText(name, 200)} ${style.dim(duration)}`;
  if (status.code !== ERROR) return text;
  return `${text} ${style.bad(`ERROR ${escapeText(status.message, 200)}`.trimEnd())}`;
}

interface Line {
  readonly span: JsonSpan;
  /** What leads to it. */
  readonly branch: string;
}

/** Depth first, without recursion: traces may be deep, and parents may go in a circle. */
function* toTree(spans: readonly JsonSpan[]): Iterable<Line> {
  const ids = new Set(spans.map(({ spanId }) => spanId));
  const children = Map.groupBy(spans, ({ parentSpanId }) => parentSpanId);
  const seen = new Set<string>();
  const visit = function* (roots: readonly JsonSpan[]): Iterable<Line> {
    const stack = roots.toReversed().map((span) => ({ span, prefix: " ", last: true, depth: 0 }));
    for (let top; (top = stack.pop()) !== undefined;) {
      const { span, prefix, last, depth } = top;
      if (seen.has(span.spanId)) continue;
      seen.add(span.spanId);
      yield { span, branch: depth === 0 ? prefix : `${prefix}${last ? "└─ " : "├─ "}` };
      const below = children.get(span.spanId) ?? [];
      const indent = depth === 0 || depth > MAX_DEPTH ? prefix : `${prefix}${last ? "   " : "│  "}`;
      for (const [index, child] of below.toReversed().entries()) {
        stack.push({ span: child, prefix: indent, last: index === 0, depth: depth + 1 });
      }
    }
  };
  yield* visit(spans.filter(({ parentSpanId }) => !ids.has(parentSpanId)));
  yield* visit(spans);
}
