import type { AttributeFilter, JsonAttribute, JsonValue } from "../../contract/mod.ts";
import type { Origin } from "./stored_items.ts";

/** Whether all conditions hold for something with these attributes, made by `origin`. */
export function matchesAttributes(
  { attributes, origin }: {
    readonly attributes: readonly JsonAttribute[];
    readonly origin: Origin;
  },
  filters: readonly AttributeFilter[] = [],
): boolean {
  const all = [...attributes, ...origin.resource.attributes, ...origin.scope.attributes];
  return filters.every(({ key, value, negated }) =>
    negated !==
      all.some((one) => one.key === key && (value === undefined || textOf(one.value) === value))
  );
}

/** The text that a value is compared by. */
export function textOf(value: JsonValue): string {
  const [only] = Object.values(value);
  return typeof only === "object" ? JSON.stringify(only) : String(only ?? "");
}
