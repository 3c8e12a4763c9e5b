import type { ServiceCall } from "../../contract/services.ts";

/**
 * Which column of a map each service stands in: right of all that call it. Of calls in a circle, the
 * least frequent one points back.
 */
export function serviceLevels(
  names: readonly string[],
  calls: readonly ServiceCall[],
): ReadonlyMap<string, number> {
  const callees = new Map<string, string[]>(names.map((name) => [name, []]));
  for (const { from, to } of calls.toSorted((a, b) => b.count - a.count)) {
    if (!callees.has(from) || !callees.has(to) || reaches(callees, to, from)) continue;
    callees.get(from)!.push(to);
  }
  const levels = new Map(names.map((name) => [name, 0]));
  // No circles are left, so that the longest way is shorter than this.
  for (let round = 1; round < names.length; round++) {
    for (const [from, all] of callees) {
      for (const to of all) levels.set(to, Math.max(levels.get(to)!, levels.get(from)! + 1));
    }
  }
  return levels;
}

function reaches(callees: ReadonlyMap<string, readonly string[]>, from: string, to: string) {
  const seen = new Set<string>();
  const next = [from];
  for (let at = next.pop(); at !== undefined; at = next.pop()) {
    if (at === to) return true;
    if (seen.has(at)) continue;
    seen.add(at);
    next.push(...callees.get(at)!);
  }
  return false;
}
