import type { LogQuery } from "../../../contract/logs.ts";
import type { AttributeFilter } from "../../../contract/values.ts";
import { parseSearch } from "./parse_search.ts";

type Draft = { -readonly [K in keyof LogQuery]: LogQuery[K] };

/** The least severity number of each name. */
export const LEVELS: ReadonlyMap<string, number> = new Map([
  ["trace", 1],
  ["debug", 5],
  ["info", 9],
  ["warn", 13],
  ["error", 17],
  ["fatal", 21],
]);

/** What a search in the list of logs asks for. */
export function logQuery(search: string): LogQuery {
  const words: string[] = [];
  const attributes: AttributeFilter[] = [];
  const excluded: { [K in (typeof EXCLUDED)[keyof typeof EXCLUDED]]?: string[] } = {};
  const query: Draft = {};
  for (const { key, value, negated } of parseSearch(search)) {
    const level = key === "level" ? LEVELS.get(value.toLowerCase()) : undefined;
    if (key === undefined) words.push(value);
    else if (level !== undefined && negated) query.maxSeverity = level - 1;
    else if (level !== undefined) query.minSeverity = level;
    else if (isField(key) && value !== "") {
      if (negated) (excluded[EXCLUDED[key]] ??= []).push(value);
      else query[FIELDS[key]] = value;
    } else {
      const filter = { key: ATTRIBUTE_OF.get(key) ?? key, negated };
      attributes.push(value === "" ? filter : { ...filter, value });
    }
  }
  if (words.length > 0) query.text = words.join(" ");
  if (attributes.length > 0) query.attributes = attributes;
  return { ...query, ...excluded };
}

const FIELDS = {
  service: "service",
  scope: "scope",
  run: "run",
  trace: "traceId",
  span: "spanId",
} as const;

const EXCLUDED = {
  service: "notServices",
  scope: "notScopes",
  run: "notRuns",
  trace: "notTraceIds",
  span: "notSpanIds",
} as const;

/** Whether it is there at all is asked of the attribute that it comes from. */
const ATTRIBUTE_OF: ReadonlyMap<string, string> = new Map([
  ["service", "service.name"],
  ["run", "otel_deno.run.id"],
]);

function isField(key: string): key is keyof typeof FIELDS {
  return Object.hasOwn(FIELDS, key);
}
