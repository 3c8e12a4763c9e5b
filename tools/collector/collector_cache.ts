import { resolve } from "node:path";
import { builderFingerprint } from "./builder_fingerprint.ts";

/** Reads one variable of the environment. */
export type ReadEnv = (name: string) => string | undefined;

/** Where the built Collector and the tool that builds it are kept. */
export interface CollectorCache {
  /** Folder that holds everything below; may be deleted at any time. */
  readonly folder: string;
  /** The Collector; its name carries the fingerprint of its `builder.yaml`. */
  readonly binary: string;
  /** The Collector's own builder, of the same version as the Collector. */
  readonly builder: string;
  /** Version in `builder.yaml`, without a leading `v`. */
  readonly version: string;
}

/** What {@linkcode collectorCache} goes by. */
export interface CollectorCacheOptions {
  /** Absolute path of the repository. */
  readonly root: string;
  /** `OTELCOL_CACHE` names another folder than `.cache/otelcol`; relative to the repository. */
  readonly readEnv: ReadEnv;
  /** `Deno.build.os`: on Windows programs end in `.exe`. */
  readonly os: string;
}

/**
 * Works out where the Collector for a `builder.yaml` is, or would be once built. Touches no file.
 * Collectors of different `builder.yaml` have different names, so that clones can share a folder.
 *
 * @throws {SyntaxError} The text has no `version:` under `dist:`
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { collectorCache } from "./collector_cache.ts";
 *
 * const cache = collectorCache("dist:\n  version: 0.158.0\n", {
 *   root: "/repo",
 *   readEnv: () => undefined,
 *   os: "linux",
 * });
 * assert.match(cache.binary, /otelcol-[0-9a-f]{12}$/);
 * assert.equal(cache.version, "0.158.0");
 * ```
 */
export function collectorCache(
  builderConfig: string,
  options: CollectorCacheOptions,
): CollectorCache {
  const version = /^dist:\s*\n(?:[ \t]+.*\n|[ \t]*#.*\n)*?[ \t]+version:[ \t]*["']?([\w.-]+)/m
    .exec(builderConfig.replaceAll("\r\n", "\n"))?.[1];
  if (version === undefined) {
    throw new SyntaxError("Cannot read builder.yaml: there is no version under dist");
  }
  const folder = resolve(options.root, options.readEnv("OTELCOL_CACHE") || ".cache/otelcol");
  const extension = options.os === "windows" ? ".exe" : "";
  return {
    folder,
    binary: resolve(folder, `otelcol-${builderFingerprint(builderConfig)}${extension}`),
    builder: resolve(folder, `builder-${version}`, `builder${extension}`),
    version,
  };
}
