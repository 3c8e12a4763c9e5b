import manifest from "../deno.json" with { type: "json" };

/** Version of the instrumentation scopes: that of this package. */
export const SCOPE_VERSION: string = manifest.version;

/** Name of the instrumentation scope of one of our instrumentations. */
export function instrumentationScope(name: string): string {
  return `${manifest.name}/${name}`;
}
