import { type SettingSource, Sourced, type WithSources } from "./sourced.ts";

/** One setting, and where its value comes from. */
export interface ExplainedSetting {
  /** Where it is in the model, such as `tracer_provider.processors[0].batch.schedule_delay`. */
  readonly path: string;
  /** Its value as JSON knows it; secrets are masked. */
  readonly value: unknown;
  readonly source: SettingSource;
}

/** What {@linkcode separateSources} returns. */
export interface SeparatedSources<T> {
  /** The tree without its sources. */
  readonly value: T;
  /** A line for each part that has a source, in the order of the tree. */
  readonly explanation: readonly ExplainedSetting[];
}

/**
 * Takes the sources out of a tree: what is left is the plain model, and beside it the list that
 * tells of each part where it comes from. A part whose parts have sources, too, comes before them.
 *
 * @example Usage
 * ```ts
 * import { separateSources } from "./separate_sources.ts";
 * import { Sourced } from "./sourced.ts";
 * import assert from "node:assert/strict";
 *
 * const { value, explanation } = separateSources<{ list: { size: number }[] }>({
 *   list: [{ size: new Sourced(5, "OTEL_SIZE") }],
 * });
 * assert.deepEqual(value, { list: [{ size: 5 }] });
 * assert.deepEqual(explanation, [{ path: "list[0].size", value: 5, source: "OTEL_SIZE" }]);
 * ```
 */
export function separateSources<T>(tree: WithSources<T>): SeparatedSources<T> {
  const explanation: ExplainedSetting[] = [];
  const value = strip(tree, "", explanation) as T;
  return { value, explanation };
}

function strip(tree: unknown, path: string, explanation: ExplainedSetting[]): unknown {
  if (tree instanceof Sourced) {
    // Into another list: what it is made of is told on its own.
    explanation.push({ path, value: strip(tree.shown, path, []), source: tree.source });
    return strip(tree.value, path, explanation);
  }
  if (Array.isArray(tree)) {
    return tree.map((part, index) => strip(part, `${path}[${index}]`, explanation));
  }
  if (typeof tree !== "object" || tree === null) return tree;
  return Object.fromEntries(
    Object.entries(tree).map(([key, part]) => [
      key,
      strip(part, path === "" ? key : `${path}.${key}`, explanation),
    ]),
  );
}
