import type { JSX } from "preact";
import { api } from "../api/api_client.ts";
import { visibleText } from "../model/format/visible_text.ts";
import { setTerm } from "../model/search/edit_search.ts";
import { parseSearch } from "../model/search/parse_search.ts";
import { revisions } from "../state/live.ts";
import { param, setParams } from "../state/router.ts";
import { useLoad } from "../state/use_load.ts";

/** Chooses a service: the term `service:` of the search. */
export function ServiceSelect(): JSX.Element {
  const search = param("q") ?? "";
  const chosen = parseSearch(search).find(({ key, negated }) => key === "service" && !negated);
  const { data } = useLoad({
    key: "services",
    load: (signal) => api.services({}, signal),
    on: [revisions.spans, revisions.logs],
    every: 5000,
  });
  const names = new Set(data?.services.map(({ name }) => name));
  if (chosen !== undefined) names.add(chosen.value);
  return (
    <select
      aria-label="Service"
      value={chosen?.value ?? ""}
      onChange={(event) =>
        setParams({ q: setTerm(search, "service", event.currentTarget.value || undefined) })}
    >
      <option value="">All services</option>
      {[...names].map((name) => <option key={name} value={name}>{visibleText(name)}</option>)}
    </select>
  );
}
