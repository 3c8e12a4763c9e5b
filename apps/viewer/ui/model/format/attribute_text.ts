import type { JsonAttribute } from "../../../contract/values.ts";
import { valueText } from "./value_text.ts";

/** The value of the first of `keys` that is there. */
export function attributeText(
  attributes: readonly JsonAttribute[],
  ...keys: readonly string[]
): string | undefined {
  for (const key of keys) {
    const found = attributes.find((attribute) => attribute.key === key);
    if (found !== undefined) return valueText(found.value);
  }
  return undefined;
}
