// Hot path: runs for each member of the baggage that has properties.
import { PROPERTY } from "./baggage_grammar.ts";

/** The properties of a member that are valid, without blanks around them, `;` between them. */
export function keepBaggageProperties(text: string): string {
  return text.split(";").filter((property) => PROPERTY.test(property))
    .map((property) => property.trim()).join(";");
}
