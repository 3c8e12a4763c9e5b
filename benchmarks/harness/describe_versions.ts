import repository from "../../deno.json" with { type: "json" };
import manifest from "../../packages/telemetry-setup/deno.json" with { type: "json" };

/**
 * What was measured: the versions of Deno and of this distribution, and those of others.
 *
 * @param others Names in the root import map, by what a report calls them.
 */
export function describeVersions(
  others: Readonly<Record<string, keyof typeof repository.imports>> = {},
): Readonly<Record<string, string>> {
  return {
    Deno: Deno.version.deno,
    "this distribution": manifest.version,
    ...Object.fromEntries(
      Object.entries(others).map(([title, name]) => [title, repository.imports[name]]),
    ),
  };
}
