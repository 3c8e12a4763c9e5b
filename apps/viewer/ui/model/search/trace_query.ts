import type { TraceQuery } from "../../../contract/traces.ts";
import type { AttributeFilter } from "../../../contract/values.ts";
import { parseDuration } from "../format/parse_duration.ts";
import { parseSearch } from "./parse_search.ts";

type Draft = { -readonly [K in keyof TraceQuery]: TraceQuery[K] };

/** What a search in the list of traces asks for. */
export function traceQuery(search: string): TraceQuery {
  const words: string[] = [];
  const attributes: AttributeFilter[] = [];
  const notNames: string[] = [];
  const notRoutes: string[] = [];
  const query: Draft = {};
  for (const { key, operator, value, negated } of parseSearch(search)) {
    if (key === undefined) words.push(value);
    else if (key === "duration") limitDuration(query, (operator === "<") !== negated, value);
    else if (key === "status" && (value === "error" || value === "ok")) {
      query.status = negated === (value === "error") ? "ok" : "error";
    } else if (!negated && isField(key) && value !== "" && !isPath(key, value)) query[key] = value;
    else if (key === "name" && negated && value !== "") notNames.push(value);
    else if (key === "route" && value !== "" && !isPath(key, value)) notRoutes.push(value);
    else {
      const filter = { key: attributeOf(key, value), negated };
      attributes.push(value === "" ? filter : { ...filter, value });
    }
  }
  if (words.length > 0) query.text = words.join(" ");
  if (attributes.length > 0) query.attributes = attributes;
  if (notNames.length > 0) query.notNames = notNames;
  if (notRoutes.length > 0) query.notRoutes = notRoutes;
  return query;
}

/** What can only be excluded by the attribute that it comes from. */
const ATTRIBUTE_OF: ReadonlyMap<string, string> = new Map([
  ["service", "service.name"],
  ["route", "http.route"],
  ["run", "otel_deno.run.id"],
]);

/** `status:500` is the answer's. */
function attributeOf(key: string, value: string): string {
  if (key === "status" && /^\d{3}$/.test(value)) return "http.response.status_code";
  return ATTRIBUTE_OF.get(key) ?? key;
}

/** A route is `GET /orders`; without its method it is the attribute. */
function isPath(key: string, value: string): boolean {
  return key === "route" && value.startsWith("/");
}

function isField(key: string): key is "service" | "name" | "route" | "run" {
  return key === "service" || key === "name" || key === "route" || key === "run";
}

function limitDuration(query: Draft, isMost: boolean, value: string): void {
  const nano = parseDuration(value);
  if (nano === undefined) return;
  if (isMost) query.maxDurationNano = nano;
  else query.minDurationNano = nano;
}
