/** A part of the configuration that has a choice of implementations, and the one that is chosen. */
export type Component<Model, Name extends keyof Model> = {
  [Key in Name]-?: { readonly name: Key; readonly options: NonNullable<Model[Key]> };
}[Name];

/**
 * Finds which implementation a part of the configuration names. `null` stands for one without
 * options, as in a file's `console:`.
 *
 * @param known The implementations that there are.
 * @param kind What is chosen, for the message, such as `span exporter`.
 * @throws {TypeError} If it names none, several, or one that is not known.
 *
 * @example The exporter of a processor
 * ```ts
 * import assert from "node:assert/strict";
 *
 * const model: Record<string, { timeout?: number } | null> = { console: null };
 * const { name, options } = findComponent(model, ["otlp_http", "console"], "span exporter");
 * assert.equal(name, "console");
 * assert.deepEqual(options, {});
 * ```
 */
export function findComponent<Model extends object, const Name extends keyof Model & string>(
  model: Model | null | undefined,
  known: readonly Name[],
  kind: string,
): Component<Model, Name> {
  const entries = Object.entries(model ?? {}).filter(([, options]) => options !== undefined);
  const [entry, ...more] = entries;
  const names = entries.map(([name]) => JSON.stringify(name)).join(" and ");
  if (entry === undefined || more.length > 0 || !known.includes(entry[0] as Name)) {
    const state = entry === undefined
      ? "none is named"
      : `${names} ${more.length > 0 ? "are named where one can be" : "is not known"}`;
    throw new TypeError(`Cannot choose the ${kind}: ${state}; known are ${known.join(", ")}`);
  }
  return { name: entry[0], options: entry[1] ?? {} } as Component<Model, Name>;
}
