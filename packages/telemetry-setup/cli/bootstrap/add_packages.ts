import {
  applyEdits,
  type FormattingOptions,
  type ModificationOptions,
  modify,
  parse,
} from "jsonc-parser";
import type { NpmPackage } from "../../instrumentations/npm/npm_libraries.ts";
import type { Manifest } from "./read_manifest.ts";

/**
 * Adds packages to the `imports` of a `deno.json` or to the dependencies of a `package.json`. Comments,
 * indentation and line ends stay as they are.
 *
 * @returns The new text of the manifest.
 */
export function addPackages(manifest: Manifest, packages: readonly NpmPackage[]): string {
  const section = manifest.kind === "deno" ? "imports" : "dependencies";
  const options: ModificationOptions = { formattingOptions: layoutOf(manifest.text) };
  // Behind the last entry they would come before the comment that belongs to it.
  if (section in parse(manifest.text)) options.getInsertionIndex = () => 0;
  return packages.reduceRight((text, { name, version }) => {
    const value = manifest.kind === "deno" ? `npm:${name}@${version}` : version;
    return applyEdits(text, modify(text, [section, name], value, options));
  }, manifest.text);
}

function layoutOf(text: string): FormattingOptions {
  const [, indentation = "  "] = /\n([ \t]+)\S/.exec(text) ?? [];
  return {
    insertSpaces: !indentation.startsWith("\t"),
    tabSize: indentation.startsWith("\t") ? 1 : indentation.length,
    eol: text.includes("\r\n") ? "\r\n" : "\n",
  };
}
