// Exactly the ranges that npm and Deno resolve.
// @ts-types="@types/semver"
import { intersects, satisfies, valid, validRange } from "semver";
import {
  NPM_LIBRARIES,
  type NpmLibrary,
  type NpmPackage,
} from "../../instrumentations/npm/npm_libraries.ts";
import type { FoundPackage } from "./found_package.ts";

/** What there is for a library that an application uses. */
export interface Finding {
  /** As the table has it. */
  readonly library: string;
  /** Those that the application uses, or the range that it asks for. */
  readonly versions: readonly string[];
  /** Whether the instrumentation supports one of them. */
  readonly supported: boolean;
  /** The versions that it supports. */
  readonly range: string;
  readonly from: NpmLibrary["from"];
  /** The packages to depend on; none for what is built in. */
  readonly packages: readonly NpmPackage[];
  readonly note?: string;
}

/** Looks up in the table of libraries what an application uses. */
export function matchLibraries(found: readonly FoundPackage[]): readonly Finding[] {
  const versions = new Map<string, Set<string>>();
  for (const { name, version } of found) {
    versions.set(name, (versions.get(name) ?? new Set()).add(version));
  }
  return NPM_LIBRARIES.flatMap((row) => {
    const all = versions.get(row.library);
    return all === undefined ? [] : [toFinding(row, [...all])];
  });
}

function toFinding(row: NpmLibrary, versions: readonly string[]): Finding {
  const { library, range, from, note } = row;
  const supported = versions.some((version) => matches(version, range));
  const packages = [row.package, row.companion].flatMap((npm) =>
    npm === undefined || !supported ? [] : [{ name: npm.name, version: npm.version }]
  );
  return {
    library,
    versions,
    supported,
    range,
    from,
    packages,
    ...(note === undefined ? {} : { note }),
  };
}

/** A range is enough where the two have a version in common: which it will be is not known. */
function matches(version: string, range: string): boolean {
  if (valid(version) !== null) return satisfies(version, range);
  // A tag, such as `latest`, or an address: what is installed can be anything.
  return validRange(version) === null || intersects(version, range);
}
