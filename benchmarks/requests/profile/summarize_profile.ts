import type { CpuProfile } from "./cpu_profile.ts";

/** Time in one place, without what it calls. */
export interface SelfTime {
  /** A function and its file, or a group of files. */
  readonly name: string;
  readonly micros: number;
}

/** Where the time went. */
export interface ProfileSummary {
  /** Descending. */
  readonly functions: readonly SelfTime[];
  /** Descending; the groups are packages, and folders of ours. */
  readonly groups: readonly SelfTime[];
}

/** A part of a profile, in microseconds after its start. */
export interface Period {
  readonly from: number;
  readonly to: number;
}

/** Neither is time in JavaScript: the system's and Rust's work counts as idle. */
const LEFT_OUT = new Set(["(idle)", "(program)", "(root)"]);

/** Sums up the self times of a profile's functions in a period. */
export function summarizeProfile(
  { nodes, samples, timeDeltas }: CpuProfile,
  { from, to }: Period,
): ProfileSummary {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const functions = new Map<string, number>();
  const groups = new Map<string, number>();
  const add = (times: Map<string, number>, name: string, micros: number) =>
    times.set(name, (times.get(name) ?? 0) + micros);
  let at = 0;
  for (const [index, id] of samples.entries()) {
    at += timeDeltas[index]!;
    const { functionName, url, lineNumber } = frames.get(id)!;
    if (at < from || at > to || LEFT_OUT.has(functionName)) continue;
    // What a sample found is what ran until the next one.
    const micros = timeDeltas[index + 1] ?? 0;
    const name = functionName === "" ? "(anonymous)" : functionName;
    const file = shorten(url);
    add(functions, file === "" ? name : `${name} ${file}:${lineNumber + 1}`, micros);
    add(groups, groupOf(file, name), micros);
  }
  return { functions: inOrder(functions), groups: inOrder(groups) };
}

function inOrder(times: ReadonlyMap<string, number>): readonly SelfTime[] {
  return [...times].map(([name, micros]) => ({ name, micros }))
    .toSorted((a, b) => b.micros - a.micros);
}

/** Without what is the same everywhere, or different on each machine. */
function shorten(url: string): string {
  return url
    .replace(/^.*\/npm\/[^/]+\//, "npm:")
    .replace(/^.*\/(packages|apps|benchmarks)\//, "$1/")
    .replace(/^packages\/telemetry-setup\//, "");
}

function groupOf(file: string, name: string): string {
  if (file === "") return name.startsWith("(") ? name : "V8";
  const npm = /^npm:((@[^/]+\/)?[^/]+)/.exec(file)?.[1];
  if (npm !== undefined) return npm;
  if (/^(ext|node):/.test(file)) return "Deno";
  return file.slice(0, file.lastIndexOf("/") + 1) || file;
}
