import type { AttributeFilter } from "../../contract/values.ts";

type Value = string | number | undefined | readonly AttributeFilter[];

/** A query as the API reads it, with its `?`; empty where nothing is asked. */
export function queryString(query: Readonly<Record<string, Value>>): string {
  const parameters = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value === undefined) continue;
    if (typeof value === "string" || typeof value === "number") parameters.set(key, String(value));
    else for (const filter of value) parameters.append("attribute", attributeText(filter));
  }
  const text = parameters.toString();
  return text === "" ? "" : `?${text}`;
}

function attributeText({ key, value, negated }: AttributeFilter): string {
  return `${negated ? "!" : ""}${key}${value === undefined ? "" : `:${value}`}`;
}
