// Hot path: runs for each member of the baggage that has properties.
import { isHeaderName } from "./is_header_name.ts";
import { parseKeyValue } from "./parse_key_value.ts";
import { trimBlanks } from "./trim_blanks.ts";

/** The properties of a member that are valid, without blanks around them, `;` between them. */
export function keepBaggageProperties(text: string): string {
  return text.split(";").map(trimBlanks)
    .filter((property) => isHeaderName(property) || parseKeyValue(property) !== undefined)
    .join(";");
}
