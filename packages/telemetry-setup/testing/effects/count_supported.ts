import type { EffectRow } from "./effect_row.ts";
import { SPECIFICATION_VALUES, SPECIFICATION_VARIABLES } from "./specification_names.ts";

/** How much of the specification has an effect that is tested. */
export interface SupportedCount {
  readonly variables: number;
  readonly allVariables: number;
  readonly values: number;
  readonly allValues: number;
}

/** Counts the variables and values of the specification that have a row. */
export function countSupported(rows: readonly EffectRow[]): SupportedCount {
  const variables = new Set(rows.map(({ variable }) => variable));
  const values = new Set(rows.map(({ variable, value }) => `${variable}=${value}`));
  const allValues = Object.entries(SPECIFICATION_VALUES)
    .flatMap(([variable, names]) => names.map((name) => `${variable}=${name}`));
  return {
    variables: SPECIFICATION_VARIABLES.filter((name) => variables.has(name)).length,
    allVariables: SPECIFICATION_VARIABLES.length,
    values: allValues.filter((value) => values.has(value)).length,
    allValues: allValues.length,
  };
}
