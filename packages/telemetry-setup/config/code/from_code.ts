import { Sourced } from "../sourced.ts";

/** Says `code` where options in code were read as a file is; defaults stay defaults. */
export function asFromCode(tree: unknown): unknown {
  if (tree instanceof Sourced) {
    const value = asFromCode(tree.value) as typeof tree.value;
    return new Sourced(value, tree.source === "file" ? "code" : tree.source, tree.shown);
  }
  return mapParts(tree, (part) => asFromCode(part));
}

/** The parts that options in code give, without the defaults of all others. */
export function givenInCode(tree: unknown): unknown {
  if (tree instanceof Sourced) return tree.source === "file" ? asFromCode(tree) : undefined;
  return mapParts(tree, (part) => givenInCode(part));
}

function mapParts(tree: unknown, map: (part: unknown) => unknown): unknown {
  if (Array.isArray(tree)) return tree.map(map);
  if (typeof tree !== "object" || tree === null) return tree;
  return Object.fromEntries(
    Object.entries(tree).flatMap(([key, part]) => {
      const mapped = map(part);
      return mapped === undefined ? [] : [[key, mapped]];
    }),
  );
}
