import { join } from "node:path";
import {
  COMPOSITION_ROOTS,
  CONTRACTS,
  ENVIRONMENT_COPIER,
  ENVIRONMENT_READER,
  EXEMPT,
  EXTERNAL_RULES,
  IMPORT_TABLE,
  LAYERED_PACKAGE,
  NEVER_IMPORTED,
  PACKAGE_DATA,
  VIEWER_TABLE,
} from "./import_table.ts";
import { listFiles } from "./source/list_files.ts";
import { loadModuleGraph } from "./source/load_module_graph.ts";
import { maskComments } from "./source/mask_comments.ts";
import type { ModuleImport, SourceModule } from "./source/parse_module_graph.ts";
import { type CheckResult, runCheck } from "./run/run_check.ts";

/** What the check looks at; all paths are relative to the root. */
export interface ImportDirectionInput {
  readonly modules: readonly SourceModule[];
  /** Text of source files, for mentions of the environment. */
  readonly sources: ReadonlyMap<string, string>;
  /** Text of every `deno.json` and `package.json`, for `jsr:` specifiers. */
  readonly configs: ReadonlyMap<string, string>;
}

/** Checks who imports whom against `import_table.ts`, who reads the environment, and that nothing needs JSR. */
export function checkImportDirection(input: ImportDirectionInput): CheckResult {
  const problems: string[] = [];
  for (const { path, imports } of input.modules) {
    if (hasNoPlace(path)) {
      problems.push(`${path}:1: is neither in a folder of the import table nor a composition root`);
      continue;
    }
    for (const imported of imports) {
      const { specifier, target, line } = imported;
      const rule = brokenRule(path, imported);
      if (rule === undefined) continue;
      const resolved = specifier === target ? "" : ` (${target})`;
      problems.push(`${path}:${line}: imports "${specifier}"${resolved}: ${rule}`);
    }
  }
  for (const [path, source] of input.sources) {
    if (!path.startsWith(LAYERED_PACKAGE) || EXEMPT.test(path)) continue;
    if (path === ENVIRONMENT_READER || path === ENVIRONMENT_COPIER) continue;
    for (const line of environmentMentions(source)) {
      problems.push(`${path}:${line}: reads the environment: only ${ENVIRONMENT_READER} may`);
    }
  }
  for (const [path, text] of input.configs) {
    text.split("\n").forEach((line, index) => {
      if (/"jsr:/.test(line)) {
        problems.push(`${path}:${index + 1}: jsr: specifier: nothing may need JSR`);
      }
    });
  }
  return { problems };
}

function brokenRule(path: string, imported: ModuleImport): string | undefined {
  const { specifier, target } = imported;
  if (/^jsr:/.test(specifier) || /^jsr:/.test(target)) return "nothing may need JSR";
  if (EXEMPT.test(path)) return undefined;
  if (!path.startsWith("packages/")) return brokenViewerRule(path, target);
  const forbidden = NEVER_IMPORTED.find((folder) => target.startsWith(folder));
  if (forbidden !== undefined) return `no package may import from ${forbidden}`;
  return brokenExternalRule(path, imported) ?? brokenLayerRule(path, imported);
}

function brokenViewerRule(path: string, target: string): string | undefined {
  // What tests of one part share may start the others.
  if (path.includes("/testing/")) return undefined;
  const row = [...VIEWER_TABLE].find(([folder]) => path.startsWith(folder));
  if (row === undefined || !/^(apps|packages|tools|benchmarks)\//.test(target)) return undefined;
  const [folder, allowed] = row;
  return [folder, ...allowed].some((prefix) => target.startsWith(prefix))
    ? undefined
    : `${folder} may import ${allowed.join(", ")}`;
}

/** The folder of a layered file, "" beside the folders, undefined for a file that has no layer. */
function layerOf(path: string): string | undefined {
  if (!path.startsWith(LAYERED_PACKAGE) || path === PACKAGE_DATA || EXEMPT.test(path)) {
    return undefined;
  }
  const inside = path.slice(LAYERED_PACKAGE.length);
  if (COMPOSITION_ROOTS.some((pattern) => pattern.test(inside))) return undefined;
  return inside.includes("/") ? inside.slice(0, inside.indexOf("/")) : "";
}

function hasNoPlace(path: string): boolean {
  const layer = layerOf(path);
  return layer !== undefined && !IMPORT_TABLE.has(layer);
}

function brokenExternalRule(path: string, { target, kind }: ModuleImport): string | undefined {
  const rule = EXTERNAL_RULES.find(({ folder }) => path.startsWith(folder));
  if (rule === undefined || packageOf(target) === packageOf(path)) return undefined;
  const isOneOf = (names: readonly string[] = []) =>
    names.some((name) => /[:/]$/.test(name) ? target.startsWith(name) : npmName(target) === name);
  if (isOneOf(rule.allowed)) return undefined;
  if (!isOneOf(rule.types)) return `${rule.folder} may import only ${rule.allowed.join(", ")}`;
  return kind === "type"
    ? undefined
    : `${rule.folder} may only "import type" from ${npmName(target)}`;
}

function brokenLayerRule(path: string, { target, kind }: ModuleImport): string | undefined {
  const layer = layerOf(path);
  const allowed = layer === undefined ? undefined : IMPORT_TABLE.get(layer);
  if (allowed === undefined || !target.startsWith("packages/")) return undefined;
  const to = target.startsWith(LAYERED_PACKAGE) ? target.slice(LAYERED_PACKAGE.length) : target;
  if (to.startsWith(`${layer}/`) || target === PACKAGE_DATA) return undefined;
  const entry = allowed.find((candidate) => matches(to, candidate.to));
  if (entry !== undefined) {
    return entry.how === "lazily" && kind !== "dynamic"
      ? `${layer} may import ${entry.to} only lazily, with import()`
      : undefined;
  }
  if (!CONTRACTS.some((contract) => matches(to, contract))) {
    return `${layer} may import ${allowed.map(({ to }) => to).join(", ") || "nothing of ours"}`;
  }
  return kind === "type" ? undefined : `${layer} may only "import type" from the contract ${to}`;
}

function matches(path: string, pattern: string): boolean {
  return pattern.endsWith("/") ? path.startsWith(pattern) : path === pattern;
}

function packageOf(path: string): string | undefined {
  return path.match(/^packages\/[^/]+\//)?.[0];
}

function npmName(target: string): string | undefined {
  return target.match(/^npm:\/?((?:@[^/]+\/)?[^@/]+)/)?.[1];
}

const ENVIRONMENT = [
  /\b(?:Deno|process)\s*(?:\?\.|\.)\s*env\b/g,
  /\{[^{}]*\benv\b[^{}]*\}\s*=\s*(?:globalThis\.)?(?:Deno|process)\b/g,
];
const ENVIRONMENT_IMPORT = /\bimport\s*\{[^{}]*\benv\b[^{}]*\}\s*from\s*["'](?:node:)?process["']/g;

/** The lines, counted from 1, where code (no comment, no string) reads the environment. */
function environmentMentions(source: string): readonly number[] {
  const code = maskComments(source, { strings: true });
  const matches = [
    ...ENVIRONMENT.flatMap((pattern) => [...code.matchAll(pattern)]),
    ...maskComments(source).matchAll(ENVIRONMENT_IMPORT),
  ];
  return matches.map(({ index }) => code.slice(0, index).split("\n").length).sort((a, b) => a - b);
}

/** Reads the project at `root` and checks it. */
async function checkProject(root: string): Promise<CheckResult> {
  const files = await listFiles(root, [".ts", ".tsx", "deno.json", "package.json"]);
  const read = async (paths: readonly string[]) =>
    new Map(
      await Promise.all(
        paths.map(async (path) => [path, await Deno.readTextFile(join(root, path))] as const),
      ),
    );
  const sources = files.filter((path) => /\.tsx?$/.test(path) && !path.includes("testdata/"));
  return checkImportDirection({
    modules: await loadModuleGraph(root, sources),
    sources: await read(sources),
    configs: await read(files.filter((path) => path.endsWith(".json"))),
  });
}

if (import.meta.main) await runCheck(checkProject);
