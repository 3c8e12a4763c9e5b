import { createHash } from "node:crypto";

/**
 * Names a Collector by what it is built from: twelve hexadecimal digits over the lines of a
 * `builder.yaml` that are not blank and not comments, so that better prose costs no build.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { builderFingerprint } from "./builder_fingerprint.ts";
 *
 * const plain = "dist:\n  version: 0.158.0\n";
 * assert.equal(builderFingerprint(`# Why\n${plain}`), builderFingerprint(plain));
 * assert.notEqual(builderFingerprint("dist:\n  version: 0.159.0\n"), builderFingerprint(plain));
 * ```
 */
export function builderFingerprint(builderConfig: string): string {
  const lines = builderConfig
    .split(/\r?\n/)
    .map((line) => line.trimEnd())
    .filter((line) => line !== "" && !/^\s*#/.test(line));
  return createHash("sha256").update(lines.join("\n")).digest("hex").slice(0, 12);
}
