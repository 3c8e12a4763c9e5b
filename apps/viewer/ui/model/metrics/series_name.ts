import type { JsonAttribute } from "../../../contract/values.ts";
import { valueText } from "../format/value_text.ts";
import { visibleText } from "../format/visible_text.ts";

/** A series by its attributes. */
export function seriesName(attributes: readonly JsonAttribute[]): string {
  if (attributes.length === 0) return "(no attributes)";
  const text = attributes.map(({ key, value }) => `${key}=${valueText(value).slice(0, 80)}`);
  return visibleText(text.join(" "));
}
