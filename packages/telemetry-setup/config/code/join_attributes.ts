import type { Tree } from "../file/mark_file_values.ts";
import { Sourced } from "../sourced.ts";

/** The resource with the attributes of both, each name once; those in code win. */
export function joinAttributes(base: unknown, { resource }: Tree): Tree {
  const given = resource as Tree;
  const names = new Set(attributesOf(given).map(nameOf));
  const kept = attributesOf((base ?? {}) as Tree).filter((one) => !names.has(nameOf(one)));
  return { ...given, attributes: [...kept, ...attributesOf(given)] };
}

function attributesOf({ attributes }: Tree): readonly unknown[] {
  return Array.isArray(attributes) ? attributes : [];
}

function nameOf(attribute: unknown): unknown {
  const { name } = (attribute instanceof Sourced ? attribute.value : attribute) as Tree;
  return name;
}
