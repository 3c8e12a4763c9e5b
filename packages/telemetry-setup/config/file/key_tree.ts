import { ENV_VARIABLES, type EnvVariableName } from "../env_variables.ts";
import type { EnvVariable } from "../env_variable.ts";

/**
 * What of a configuration file is acted on:
 *
 * - `true`: all of it;
 * - `false`: nothing yet;
 * - the name of a variable: as far as that variable is;
 * - keys, each with its own tree; a key that is not there is not acted on;
 * - the items of a list;
 * - components, of which each key names one; one that is not there cannot be created.
 */
export type KeyTree =
  | boolean
  | EnvVariableName
  | { readonly keys: Readonly<Record<string, KeyTree>> }
  | { readonly items: KeyTree }
  | { readonly components: () => Readonly<Record<string, KeyTree>>; readonly kind: string };

const ROWS: ReadonlyMap<string, EnvVariable> = new Map(
  ENV_VARIABLES.map((row) => [row.name, row]),
);

/**
 * Tells whether something acts on a variable, or on one of its values.
 *
 * @param value As it is in a file, where some names have underscores more.
 */
export function isActedOn(name: EnvVariableName, value?: unknown): boolean {
  const { effective = true, notYet = [] } = ROWS.get(name) ?? {};
  const plain = (text: unknown) => String(text).replaceAll("_", "");
  return effective && !notYet.some((name) => plain(name) === plain(value));
}
