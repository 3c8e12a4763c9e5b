import type { TraceQuery } from "../../../contract/traces.ts";
import type { AttributeFilter } from "../../../contract/values.ts";
import { parseDuration } from "../format/parse_duration.ts";
import { parseSearch } from "./parse_search.ts";

type Draft = { -readonly [K in keyof TraceQuery]: TraceQuery[K] };

/** What a search in the list of traces asks for. */
export function traceQuery(search: string): TraceQuery {
  const words: string[] = [];
  const attributes: AttributeFilter[] = [];
  const excluded: { [K in (typeof EXCLUDED)[keyof typeof EXCLUDED]]?: string[] } = {};
  const query: Draft = {};
  for (const { key, operator, value, negated } of parseSearch(search)) {
    if (key === undefined) words.push(value);
    else if (key === "duration") limitDuration(query, (operator === "<") !== negated, value);
    else if (key === "status" && (value === "error" || value === "ok")) {
      query.status = negated === (value === "error") ? "ok" : "error";
    } else if (isField(key) && value !== "" && !isPath(key, value)) {
      if (negated) (excluded[EXCLUDED[key]] ??= []).push(value);
      else query[key] = value;
    } else {
      const filter = { key: attributeOf(key, value), negated };
      attributes.push(value === "" ? filter : { ...filter, value });
    }
  }
  if (words.length > 0) query.text = words.join(" ");
  if (attributes.length > 0) query.attributes = attributes;
  return { ...query, ...excluded };
}

const EXCLUDED = {
  service: "notServices",
  name: "notNames",
  route: "notRoutes",
  run: "notRuns",
} as const;

/** A path of a route, and whether something is there at all, is asked of the attribute. */
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

function isField(key: string): key is keyof typeof EXCLUDED {
  return Object.hasOwn(EXCLUDED, key);
}

function limitDuration(query: Draft, isMost: boolean, value: string): void {
  const nano = parseDuration(value);
  if (nano === undefined) return;
  if (isMost) query.maxDurationNano = nano;
  else query.minDurationNano = nano;
}
