import type { AttributeFilter } from "../../contract/values.ts";

type Value = string | number | undefined | readonly (AttributeFilter | string)[];

/** What the API calls one of several. */
const ONE_OF: Readonly<Record<string, string>> = {
  attributes: "attribute",
  notNames: "notName",
  notRoutes: "notRoute",
  notRuns: "notRun",
  notScopes: "notScope",
  notServices: "notService",
  notSpanIds: "notSpanId",
  notTraceIds: "notTraceId",
};

/** A query as the API reads it, with its `?`; empty where nothing is asked. */
export function queryString(query: Readonly<Record<string, Value>>): string {
  const parameters = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value === undefined) continue;
    if (typeof value === "string" || typeof value === "number") parameters.set(key, String(value));
    else {
      for (const one of value) {
        parameters.append(ONE_OF[key] ?? key, typeof one === "string" ? one : attributeText(one));
      }
    }
  }
  const text = parameters.toString();
  return text === "" ? "" : `?${text}`;
}

function attributeText({ key, value, negated }: AttributeFilter): string {
  return `${negated ? "!" : ""}${key}${value === undefined ? "" : `:${value}`}`;
}
