/** A component of the configuration model, which has its name for the only key. */
export interface Component<Settings> {
  readonly name: string;
  /** `undefined` where the model has null: the component with its defaults. */
  readonly settings: Settings | undefined;
}

/**
 * The component that a node of the model names.
 *
 * @param what The kind of component, for messages: `sampler`.
 * @throws {TypeError} If the node does not name exactly one.
 */
export function pickComponent<Settings extends object>(
  what: string,
  model: Readonly<Record<string, Settings | null | undefined>>,
): Component<Settings> {
  const named = Object.entries(model).filter(([, settings]) => settings !== undefined);
  const [first] = named;
  if (first === undefined || named.length > 1) {
    const names = named.map(([name]) => name).join(", ") || "none";
    throw new TypeError(`Cannot create the ${what}: exactly one is to be named, not ${names}`);
  }
  const [name, settings] = first;
  return { name, settings: settings ?? undefined };
}
