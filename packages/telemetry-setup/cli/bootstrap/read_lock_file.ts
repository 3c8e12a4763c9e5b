import type { FoundPackage } from "./found_package.ts";
import { parseNpmSpecifier } from "./parse_npm_specifier.ts";

/**
 * Lists the npm packages that a `deno.lock` (versions 2 to 5) or a `package-lock.json` (1 to 3) holds,
 * those that others depend on included.
 *
 * @returns Nothing for a file that it does not understand: manifests say enough.
 */
export function readLockFile(text: string): readonly FoundPackage[] {
  const content = parseObject(text);
  if (content === undefined) return [];
  if ("lockfileVersion" in content) return readPackageLock(content);
  // Of version 2: `npm.packages`; of 3: `packages.npm`; since 4: `npm`.
  const npm = objectIn(content, "npm");
  const packages = objectIn(npm, "packages") ?? objectIn(objectIn(content, "packages"), "npm") ??
    npm;
  return Object.keys(packages ?? {}).flatMap((id) => parseNpmSpecifier(id) ?? []);
}

function readPackageLock(content: Record<string, unknown>): readonly FoundPackage[] {
  const entries = objectIn(content, "packages") ?? objectIn(content, "dependencies") ?? {};
  return Object.entries(entries).flatMap(([path, entry]) => {
    const name = path.split("node_modules/").at(-1);
    const version = (entry as { readonly version?: unknown } | null)?.version;
    return name && typeof version === "string" ? [{ name, version }] : [];
  });
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const content: unknown = JSON.parse(text);
    return typeof content === "object" && content !== null ? { ...content } : undefined;
  } catch {
    return undefined;
  }
}

function objectIn(
  value: Record<string, unknown> | undefined,
  name: string,
): Record<string, unknown> | undefined {
  const found = value?.[name];
  return typeof found === "object" && found !== null ? { ...found } : undefined;
}
