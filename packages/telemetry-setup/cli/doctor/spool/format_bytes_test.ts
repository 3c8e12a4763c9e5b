import assert from "node:assert/strict";
import { formatBytes } from "./format_bytes.ts";

Deno.test("formatBytes() never has more than three digits before the unit", () => {
  const sizes = [0, 1, 999, 1000, 99_949, 999_499, 999_500, 536_870_912, 2e12, 5e15];
  assert.deepEqual(sizes.map(formatBytes), [
    "0 bytes",
    "1 bytes",
    "999 bytes",
    "1.0 kB",
    "99.9 kB",
    "999 kB",
    "1.0 MB",
    "537 MB",
    "2.0 TB",
    "5000 TB",
  ]);
});
