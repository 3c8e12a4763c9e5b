import type { ServiceCall } from "../../contract/services.ts";

/**
 * Which column of a map each service stands in: right of all that call it. Calls in a circle are
 * followed once.
 */
export function serviceLevels(
  names: readonly string[],
  calls: readonly ServiceCall[],
): ReadonlyMap<string, number> {
  const levels = new Map(names.map((name) => [name, 0]));
  // As many rounds as services: a longer way than that is a circle.
  for (let round = 0; round < names.length; round++) {
    let changed = false;
    for (const { from, to } of calls) {
      if (from === to || !levels.has(from) || !levels.has(to)) continue;
      const level = levels.get(from)! + 1;
      if (level > levels.get(to)! && level < names.length) {
        levels.set(to, level);
        changed = true;
      }
    }
    if (!changed) break;
  }
  const used = [...new Set(levels.values())].sort((a, b) => a - b);
  return new Map([...levels].map(([name, level]) => [name, used.indexOf(level)]));
}
