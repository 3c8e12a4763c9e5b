import type { JSX } from "preact";
import type { Trace } from "../../../contract/traces.ts";
import { api } from "../../api/api_client.ts";
import { formatCount } from "../../model/format/format_count.ts";
import { formatItems } from "../../model/format/format_items.ts";
import { formatDuration } from "../../model/format/format_duration.ts";
import type { SpanTree } from "../../model/trace/build_span_tree.ts";
import { CopyButton } from "../../parts/copy_button.tsx";
import { OneLine } from "../../parts/one_line.tsx";
import { ServiceTag } from "../../parts/service_tag.tsx";
import { TimeText } from "../../parts/time_text.tsx";
import { chooseForComparison } from "../../state/choose_for_comparison.ts";

const CHOSEN = "This trace is chosen: open another one and press Compare there";

/** What a trace is, in two lines. */
export function TraceHeader(
  { trace, tree }: { readonly trace: Trace; readonly tree: SpanTree },
): JSX.Element {
  const root = tree.nodes[0];
  const open = tree.nodes.filter((node) => node.open).length;
  const orphans = tree.nodes.filter((node) => node.orphan).length;
  return (
    <header class="trace-header">
      <div class="title">
        <a class="back" href="/traces" aria-label="Back to the traces">←</a>
        <h1>
          <OneLine>{root?.span.name || "(no spans)"}</OneLine>
        </h1>
        <span class="num strong">{formatDuration(tree.duration)}</span>
        <span class="buttons">
          <CopyButton text={trace.traceId} label="Copy id" title={trace.traceId} />
          <button
            type="button"
            class="small"
            title="Show it beside another trace"
            onClick={() => chooseForComparison(trace.traceId, CHOSEN)}
          >
            Compare
          </button>
          <a
            class="button small"
            href={api.exportUrl({ trace: trace.traceId })}
            download={`trace-${trace.traceId}.jsonl`}
          >
            Export
          </a>
        </span>
      </div>
      <div class="facts muted num">
        <TimeText nano={tree.startNano.toString()} day />
        <span>{formatItems(tree.nodes.length, "span")}</span>
        <span>{formatItems(trace.logs.length, "log")}</span>
        <span>depth {tree.maxDepth + 1}</span>
        {tree.errorCount > 0 && (
          <span class="badge error">
            {formatItems(tree.errorCount, "error")}
          </span>
        )}
        {open > 0 && <span class="badge warn">{formatCount(open)} still open</span>}
        {orphans > 0 && (
          <span class="badge warn" title="Their parents are still open, or were not sent here">
            {formatCount(orphans)} without parent
          </span>
        )}
        <span class="trace-services">
          {tree.services.slice(0, 12).map(({ name, spanCount }) => (
            <ServiceTag key={name} name={name} count={spanCount} />
          ))}
        </span>
      </div>
    </header>
  );
}
