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
  const errors = traceQuery(search).status === "error";
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
      <a class="button" href={api.exportUrl({})} download="telemetry.jsonl">Export</a>
    </div>
  );
}
