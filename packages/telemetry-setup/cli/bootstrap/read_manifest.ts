// Changes a manifest and leaves its comments and its layout alone.
import { parse, type ParseError, printParseErrorCode } from "jsonc-parser";
import { UsageError } from "../usage_error.ts";
import type { FoundPackage } from "./found_package.ts";
import { parseNpmSpecifier } from "./parse_npm_specifier.ts";

/** What a `deno.json`, `deno.jsonc` or `package.json` says. */
export interface Manifest {
  readonly path: string;
  readonly text: string;
  readonly kind: "deno" | "package";
  /** Left sides of its imports or dependencies. */
  readonly names: readonly string[];
  /** The npm packages that it names, with what it says of their versions. */
  readonly packages: readonly FoundPackage[];
  /** Where the application begins, relative to the manifest, where it says so. */
  readonly entry?: string;
  /** Whether `imports` are in another file. */
  readonly hasImportMapFile: boolean;
}

const DEPENDENCIES = ["dependencies", "devDependencies", "optionalDependencies"];

/**
 * Reads a manifest, comments and trailing commas allowed as Deno does.
 *
 * @throws {UsageError} If it is not JSON.
 */
export function readManifest(path: string, text: string): Manifest {
  const errors: ParseError[] = [];
  const content = parse(text.replace(/^\ufeff/, ""), errors, { allowTrailingComma: true });
  const [error] = errors;
  if (error !== undefined || typeof content !== "object" || content === null) {
    const reason = error === undefined ? "it is no object" : printParseErrorCode(error.error);
    throw new UsageError(`Cannot read ${path}: ${reason}`);
  }
  if (path.endsWith("package.json")) {
    const dependencies = DEPENDENCIES.flatMap((field) => entriesOf(content[field]));
    const packages = dependencies.map(([name, range]) =>
      aliased(range) ?? { name, version: range }
    );
    const { main } = content;
    return {
      path,
      text,
      kind: "package",
      names: dependencies.map(([name]) => name),
      packages,
      hasImportMapFile: false,
      ...(typeof main === "string" ? { entry: main } : {}),
    };
  }
  const imports = entriesOf(content.imports);
  const entry = typeof content.exports === "string" ? content.exports : content.exports?.["."];
  return {
    path,
    text,
    kind: "deno",
    names: imports.map(([name]) => name),
    packages: imports.flatMap(([, target]) => aliased(target) ?? []),
    hasImportMapFile: typeof content.importMap === "string",
    ...(typeof entry === "string" ? { entry } : {}),
  };
}

function entriesOf(value: unknown): readonly (readonly [string, string])[] {
  return Object.entries(value ?? {}).filter(([, text]) => typeof text === "string");
}

function aliased(target: string): FoundPackage | undefined {
  return target.startsWith("npm:") ? parseNpmSpecifier(target) : undefined;
}
