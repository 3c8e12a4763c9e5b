/** Trace context in the variables of child processes. */
export interface ContextVariables {
  /** Of the active context: an empty value takes away what the child would inherit. */
  readonly active: () => Readonly<Record<string, string>>;
  /** Those that this process was started with. */
  readonly inherited: Readonly<Record<string, string>>;
}

/**
 * The variables to add to those that the application gives a child process; none where it hands on
 * trace context of its own.
 *
 * @param given What the application gives; what it has copied from this process is not its own.
 */
export function contextVariablesFor(
  given: Readonly<Record<string, unknown>>,
  { active, inherited }: ContextVariables,
): Readonly<Record<string, string>> {
  const variables = active();
  for (const name of Object.keys(variables)) {
    const own = given[name];
    if (own !== undefined && own !== inherited[name]) return {};
  }
  return variables;
}
