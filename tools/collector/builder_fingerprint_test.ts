import assert from "node:assert/strict";
import { builderFingerprint } from "./builder_fingerprint.ts";

const CONFIG = "dist:\n  version: 0.158.0\nexporters:\n  - gomod: example.org/debug v0.158.0\n";

Deno.test("builderFingerprint() is twelve hexadecimal digits", () => {
  assert.match(builderFingerprint(CONFIG), /^[0-9a-f]{12}$/);
});

Deno.test("builderFingerprint() stays, when only comments, blank lines and line ends differ", () => {
  const reworded = `# New prose\n\n${CONFIG}\n  # More of it\n`.replaceAll("\n", "\r\n");
  assert.equal(builderFingerprint(reworded), builderFingerprint(CONFIG));
});

Deno.test("builderFingerprint() changes, when a part's version or the indentation does", () => {
  const other = builderFingerprint(CONFIG);
  assert.notEqual(builderFingerprint(CONFIG.replace("debug v0.158.0", "debug v0.159.0")), other);
  assert.notEqual(builderFingerprint(CONFIG.replace("  - gomod", "    - gomod")), other);
});
