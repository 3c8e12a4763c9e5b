import type { JSX } from "preact";
import { formatCount } from "../../model/format/format_count.ts";
import { formatItems } from "../../model/format/format_items.ts";
import { setTerm } from "../../model/search/edit_search.ts";
import { LEVELS } from "../../model/search/log_query.ts";
import { parseSearch } from "../../model/search/parse_search.ts";
import { RangeSelect } from "../../parts/range_select.tsx";
import { SearchBox } from "../../parts/search_box.tsx";
import { ServiceSelect } from "../../parts/service_select.tsx";
import { param, setParams } from "../../state/router.ts";
import type { Loaded } from "../../state/use_load.ts";

/** Search and filters of the logs. */
export function LogsToolbar(
  { loaded, count, more }: {
    readonly loaded: Loaded<unknown>;
    readonly count: number;
    readonly more: boolean;
  },
): JSX.Element {
  const search = param("q") ?? "";
  const level = parseSearch(search).find(({ key }) => key === "level")?.value ?? "";
  return (
    <div class="toolbar">
      <SearchBox
        label="Search logs"
        placeholder="Search: words, level:warn, service:shop, user.id:7"
      />
      <ServiceSelect />
      <select
        aria-label="Least severity"
        value={level}
        onChange={(event) =>
          setParams({ q: setTerm(search, "level", event.currentTarget.value || undefined) })}
      >
        <option value="">All levels</option>
        {[...LEVELS.keys()].slice(1).map((name) => (
          <option key={name} value={name}>{name} and up</option>
        ))}
      </select>
      <RangeSelect />
      <span class="muted num toolbar-end" role="status">
        {loaded.stale
          ? (
            <button type="button" class="link" onClick={loaded.reload}>
              New records: show them
            </button>
          )
          : more
          ? `${formatCount(count)}+ records`
          : formatItems(count, "record")}
      </span>
    </div>
  );
}
