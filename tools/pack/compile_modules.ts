// The compiler is a dependency of this task alone: of all that make declarations, it is the one with
// no dependencies, and 6.0.3 is the version that Deno 2.9 checks with.
import ts from "typescript";
import { dirname, join, relative } from "node:path";
import { packageName } from "./package_name.ts";

/** Options of {@linkcode compileModules}. */
export interface CompileModulesOptions {
  /** Absolute folder of the package's sources. */
  readonly source: string;
  /** Entry points, relative to `source`. */
  readonly entries: readonly string[];
  /** Absolute folder with the `node_modules` that the sources need. */
  readonly dependencies: string;
  /** Declarations of packages of this workspace that are compiled already, by name. */
  readonly siblings: ReadonlyMap<string, string>;
  /** Absolute path of the declarations of Deno's own API. */
  readonly runtimeTypes: string;
  /** Absolute folder that takes one `.js` and one `.d.ts` for each source. */
  readonly target: string;
}

/**
 * Compiles entry points and all that they import to JavaScript with types, a file for a file.
 *
 * @returns Names of the packages that the code imports when it runs.
 * @throws {Error} If a source does not compile; the message has the compiler's own, a line each.
 */
export function compileModules(options: CompileModulesOptions): ReadonlySet<string> {
  const { source, entries, dependencies, siblings, runtimeTypes, target } = options;
  const compilerOptions: ts.CompilerOptions = {
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ["lib.esnext.d.ts"],
    types: ["node"],
    typeRoots: [join(dependencies, "node_modules/@types")],
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    useUnknownInCatchVariables: true,
    // Types of packages are written for other runtimes, too, and are theirs to check.
    skipLibCheck: true,
    resolveJsonModule: true,
    allowImportingTsExtensions: true,
    rewriteRelativeImportExtensions: true,
    declaration: true,
    rootDir: source,
    outDir: target,
  };
  const host = ts.createCompilerHost(compilerOptions);
  const isOwn = (path: string) => path.startsWith(`${source}/`);
  host.resolveModuleNameLiterals = (literals, containing, _redirected, options, file) =>
    literals.map((literal) => {
      const sibling = siblings.get(literal.text);
      if (sibling !== undefined) {
        const extension = ts.Extension.Dts;
        const resolved = { resolvedFileName: sibling, extension, isExternalLibraryImport: true };
        return { resolvedModule: resolved };
      }
      const isBare = isOwn(containing) && !literal.text.startsWith(".");
      const from = isBare ? join(dependencies, "index.ts") : containing;
      const mode = ts.getModeForUsageLocation(file, literal, options);
      return ts.resolveModuleName(literal.text, from, options, host, undefined, undefined, mode);
    });
  const roots = [...entries.map((entry) => join(source, entry)), runtimeTypes];
  const program = ts.createProgram(roots, compilerOptions, host);
  const problems = [...ts.getPreEmitDiagnostics(program)];
  const own = program.getSourceFiles().filter(({ fileName }) => isOwn(fileName));
  const emitted = program.emit(undefined, (path, text) => {
    if (path.endsWith(".json")) return;
    const folder = relative(dirname(path), target) || ".";
    ts.sys.writeFile(path, toPackageText(text, folder));
  });
  problems.push(...emitted.diagnostics);
  if (problems.length > 0) {
    const host = {
      getCurrentDirectory: () => source,
      getCanonicalFileName: (name: string) => name,
      getNewLine: () => "\n",
    };
    throw new Error(`Cannot compile ${source}:\n${ts.formatDiagnostics(problems, host)}`);
  }
  return collectPackages(own);
}

/**
 * What the compiler leaves as it is: modules that are loaded by their URL, and the file with name
 * and version, which for npm is another one.
 */
function toPackageText(text: string, folder: string): string {
  const manifest = `${folder === "." ? "." : folder}/package.json`;
  return text
    .replaceAll(/"(?:\.\.?\/)+deno\.json"/g, JSON.stringify(manifest))
    .replaceAll(/"(\.\.?\/[\w./-]+)\.ts"/g, '"$1.js"');
}

function collectPackages(files: readonly ts.SourceFile[]): ReadonlySet<string> {
  const imported = new Set<string>();
  for (const file of files) {
    for (const statement of file.statements) {
      if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) continue;
      const { moduleSpecifier } = statement;
      if (moduleSpecifier === undefined || !ts.isStringLiteral(moduleSpecifier)) continue;
      const name = isTypeOnly(statement) ? undefined : packageName(moduleSpecifier.text);
      if (name !== undefined) imported.add(name);
    }
  }
  return imported;
}

function isTypeOnly(statement: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  if (ts.isExportDeclaration(statement)) return statement.isTypeOnly;
  const { importClause } = statement;
  if (importClause === undefined) return false;
  const { namedBindings, name } = importClause;
  return importClause.isTypeOnly ||
    name === undefined && namedBindings !== undefined && ts.isNamedImports(namedBindings) &&
      namedBindings.elements.every(({ isTypeOnly }) => isTypeOnly);
}
