import { pathToFileURL } from "node:url";

/** How a module is imported: `type` for `import type`, which is gone when the program runs. */
export type ImportKind = "static" | "dynamic" | "type";

/** One import in a source file. */
export interface ModuleImport {
  /** What the source says. */
  readonly specifier: string;
  /** The imported file relative to the root, else the resolved specifier (`npm:…`, `node:…`). */
  readonly target: string;
  readonly kind: ImportKind;
  /** Counted from 1. */
  readonly line: number;
}

/** A source file of the project and what it imports. */
export interface SourceModule {
  /** Relative to the root, with `/`. */
  readonly path: string;
  readonly imports: readonly ModuleImport[];
}

interface ResolvedImport {
  readonly specifier?: string;
  readonly span: { readonly start: { readonly line: number } };
}

interface GraphDependency {
  readonly specifier: string;
  readonly code?: ResolvedImport;
  readonly type?: ResolvedImport;
  readonly isDynamic?: boolean;
}

interface GraphModule {
  readonly specifier: string;
  readonly error?: string;
  readonly dependencies?: readonly GraphDependency[];
}

/**
 * Reads the output of `deno info --json`: the source files below `root`, sorted, and their imports.
 *
 * `deno info` tells `import type` and `export type` statements from others. An inline
 * `import { type X }` counts as an import of values, so write `import type`. Where a file imports the
 * same module both ways, only the import of values is kept.
 *
 * @throws {Error} if a source file could not be read or parsed
 */
export function parseModuleGraph(json: string, root: string): readonly SourceModule[] {
  const { modules } = JSON.parse(json) as { readonly modules: readonly GraphModule[] };
  const base = `${pathToFileURL(root).href}/`;
  const own = modules.filter(({ specifier }) => specifier.startsWith(base));
  const failed = own.find(({ error }) => error !== undefined);
  if (failed !== undefined) {
    throw new Error(
      `Cannot read the imports of ${toPath(failed.specifier, base)}: ${failed.error}`,
    );
  }
  return own
    .map(({ specifier, dependencies = [] }) => ({
      path: toPath(specifier, base),
      imports: dependencies.flatMap((dependency) => toImport(dependency, base)),
    }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

function toImport(dependency: GraphDependency, base: string): readonly ModuleImport[] {
  const { specifier, code, type, isDynamic = false } = dependency;
  const resolved = code ?? type;
  if (resolved === undefined) return [];
  return [{
    specifier,
    target: toPath(resolved.specifier ?? specifier, base),
    kind: code === undefined ? "type" : isDynamic ? "dynamic" : "static",
    line: resolved.span.start.line + 1,
  }];
}

function toPath(specifier: string, base: string): string {
  return specifier.startsWith(base) ? decodeURI(specifier.slice(base.length)) : specifier;
}
