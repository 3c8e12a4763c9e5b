import type { ConfigProblem } from "../config_problem.ts";
import { isActedOn, type KeyTree } from "./key_tree.ts";

/** What {@linkcode checkFileKeys} finds. */
export interface FileKeyFindings {
  /** Keys on which nothing acts. */
  readonly ignored: readonly ConfigProblem[];
  /** Components that cannot be created, each in one line with those that can. */
  readonly unknown: readonly string[];
}

/**
 * Compares a configuration file with what is acted on. A key without a value is as good as absent.
 *
 * @example Usage
 * ```ts
 * import { checkFileKeys } from "./check_file_keys.ts";
 * import assert from "node:assert/strict";
 *
 * const tree = { keys: { exporter: { kind: "exporter", components: () => ({ console: true }) } } };
 * const { ignored, unknown } = checkFileKeys({ exporter: { kafka: {} }, speed: 9 }, tree);
 * assert.deepEqual(unknown, ["exporter: there is no exporter kafka; known are console"]);
 * assert.deepEqual(ignored.map(({ setting }) => setting), ["speed"]);
 * ```
 */
export function checkFileKeys(value: unknown, tree: KeyTree): FileKeyFindings {
  const ignored: ConfigProblem[] = [];
  const unknown: string[] = [];
  walk(value, tree, "");
  return { ignored, unknown };

  function walk(value: unknown, tree: KeyTree, path: string): void {
    if (tree === true) return;
    if (tree === false) return ignore(path, value);
    if (typeof tree === "string") {
      if (!isActedOn(tree, value)) ignore(path, value);
      return;
    }
    if ("items" in tree) {
      for (const [index, item] of (Array.isArray(value) ? value : []).entries()) {
        walk(item, tree.items, `${path}[${index}]`);
      }
      return;
    }
    for (const [key, child] of Object.entries(Object(value))) {
      const at = path === "" ? key : `${path}.${key}`;
      if ("keys" in tree) {
        if (child === null || child === undefined) continue;
        const known = Object.hasOwn(tree.keys, key) ? tree.keys[key] : undefined;
        walk(child, known ?? false, at);
        continue;
      }
      const components = tree.components();
      const component = Object.hasOwn(components, key) ? components[key] : undefined;
      if (component === undefined) {
        const known = Object.keys(components).join(", ");
        unknown.push(`${path}: there is no ${tree.kind} ${key}; known are ${known}`);
      } else {
        walk(child, component, at);
      }
    }
  }

  function ignore(path: string, value: unknown): void {
    ignored.push({
      setting: path,
      received: describe(value),
      expected: "nothing",
      used: "nothing of it",
      reason: "not supported yet",
    });
  }
}

/** Texts are not shown: nobody knows what is secret in a key that nobody knows. */
function describe(value: unknown): string {
  if (Array.isArray(value)) return "[…]";
  switch (typeof value) {
    case "number":
    case "boolean":
      return String(value);
    case "string":
      return "***";
    default:
      return value === null ? "" : "{…}";
  }
}
