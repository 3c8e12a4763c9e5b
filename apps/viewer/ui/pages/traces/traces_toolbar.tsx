import type { JSX } from "preact";
import { api } from "../../api/api_client.ts";
import { formatCount } from "../../model/format/format_count.ts";
import { formatItems } from "../../model/format/format_items.ts";
import { setTerm } from "../../model/search/edit_search.ts";
import { traceQuery } from "../../model/search/trace_query.ts";
import { RangeSelect } from "../../parts/range_select.tsx";
import { SearchBox } from "../../parts/search_box.tsx";
import { ServiceSelect } from "../../parts/service_select.tsx";
import { param, setParams } from "../../state/router.ts";
import { timeRange } from "../../state/time_range.ts";
import type { Loaded } from "../../state/use_load.ts";

/** Search and filters of the traces. */
export function TracesToolbar(
  { loaded, count, more }: {
    readonly loaded: Loaded<unknown>;
    readonly count: number;
    readonly more: boolean;
  },
): JSX.Element {
  const search = param("q") ?? "";
  const query = { ...traceQuery(search), ...timeRange() };
  const isAll = Object.keys(query).length === 0;
  const errors = query.status === "error";
  return (
    <div class="toolbar">
      <SearchBox
        label="Search traces"
        placeholder="Search: words, service:shop, duration>100ms, -http.route:/health"
      />
      <ServiceSelect />
      <button
        type="button"
        aria-pressed={errors}
        onClick={() => setParams({ q: setTerm(search, "status", errors ? undefined : "error") })}
      >
        Errors only
      </button>
      <RangeSelect />
      <select
        aria-label="Order"
        value={param("order") ?? ""}
        onChange={(event) => setParams({ order: event.currentTarget.value })}
      >
        <option value="">Latest first</option>
        <option value="duration">Longest first</option>
      </select>
      <span class="muted num toolbar-end" role="status">
        {loaded.stale
          ? (
            <button type="button" class="link" onClick={loaded.reload}>
              New traces: show them
            </button>
          )
          : more
          ? `${formatCount(count)}+ traces`
          : formatItems(count, "trace")}
      </span>
      {(isAll || count > 0) && (
        <a
          class="button"
          href={api.exportTracesUrl(query)}
          download={isAll ? "telemetry.jsonl" : "traces.jsonl"}
          title={isAll
            ? "All telemetry that is stored, as OTLP JSON lines"
            : "The traces that are found, with their log records, as OTLP JSON lines"}
        >
          {isAll ? "Export all" : "Export found"}
        </a>
      )}
    </div>
  );
}
