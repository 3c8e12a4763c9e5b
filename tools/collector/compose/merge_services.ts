/** A service as it is written; a part of a YAML document. */
// deno-lint-ignore no-explicit-any -- the schema says what may be in it
export type RawService = Readonly<Record<string, any>>;

/** What a service replaces as a whole, where it could also add to it. */
const REPLACED = new Set(["command", "entrypoint"]);

/**
 * Lays a service over the one that it extends: mappings are merged, lists joined, the rest replaced.
 * Both have to write `environment` as a mapping.
 *
 * @see {@link https://docs.docker.com/reference/compose-file/services/#extends | extends}
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { mergeServices } from "./merge_services.ts";
 *
 * const base = { image: "base", environment: { A: "1", B: "1" }, ports: ["80:80"] };
 * assert.deepEqual(
 *   mergeServices(base, { environment: { B: "2" }, ports: ["81:81"], command: ["go"] }),
 *   { image: "base", environment: { A: "1", B: "2" }, ports: ["80:80", "81:81"], command: ["go"] },
 * );
 * ```
 */
export function mergeServices(base: RawService, own: RawService): RawService {
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(own)) {
    const below = base[key];
    if (Array.isArray(below) && Array.isArray(value) && !REPLACED.has(key)) {
      merged[key] = [...below, ...value];
    } else if (isMapping(below) && isMapping(value)) {
      merged[key] = mergeServices(below, value);
    } else {
      merged[key] = value;
    }
  }
  return merged;
}

function isMapping(value: unknown): value is RawService {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
