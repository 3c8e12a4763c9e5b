import { maskUrl } from "../mask_url.ts";
import { Sourced } from "../sourced.ts";

/** A part of a model, or of one in which values know where they come from. */
export type Tree = { readonly [key: string]: unknown };

/** Keys whose value names the one component that is wanted; `console:` alone is `console: {}`. */
export const COMPONENT_HOLDERS: ReadonlySet<string> = new Set([
  "exporter",
  "sampler",
  "root",
  "initial_sampler",
  "remote_parent_sampled",
  "remote_parent_not_sampled",
  "local_parent_sampled",
  "local_parent_not_sampled",
  "composite",
  "composite/development",
  "id_generator",
  "detectors",
  "aggregation",
]);

/** Keys of settings that nobody here knows may hold secrets all the same. */
const SECRET_KEY = /token|secret|password|credential|authorization|api_?key|^headers/i;

/**
 * Marks every value of a configuration file as being from the file, and gives components without
 * settings an empty object in place of YAML's nothing. Other keys without a value are left out.
 *
 * @example Usage
 * ```ts
 * import { markFileValues } from "./mark_file_values.ts";
 * import { separateSources } from "../separate_sources.ts";
 * import assert from "node:assert/strict";
 *
 * const tree = markFileValues({ exporter: { console: null }, timeout: 5, endpoint: null });
 * assert.deepEqual(separateSources(tree).value, { exporter: { console: {} }, timeout: 5 });
 * ```
 */
export function markFileValues(model: object): Tree {
  return mark(model, "") as Tree;
}

function mark(value: unknown, key: string): unknown {
  if (Array.isArray(value)) return value.map((item) => mark(item, key));
  if (typeof value === "object" && value !== null) {
    const holdsComponents = COMPONENT_HOLDERS.has(key);
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, child]) => {
        if (child !== null && child !== undefined) return [[key, mark(child, key)]];
        return holdsComponents ? [[key, {}]] : [];
      }),
    );
  }
  return new Sourced(value, "file", SECRET_KEY.test(key) ? "***" : show(key, value));
}

function show(key: string, value: unknown): unknown {
  return key === "endpoint" && typeof value === "string" ? maskUrl(value) : value;
}
