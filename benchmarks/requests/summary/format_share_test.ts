import assert from "node:assert/strict";
import { formatShare } from "./format_share.ts";

Deno.test("formatShare() is a fraction below the whole, and a multiple above", () => {
  assert.deepEqual([0.125, 0.08, 1, 1.25, 0, -0.1].map((share) => formatShare(share)), [
    "1/8.0",
    "1/12.5",
    "1.0×",
    "1.3×",
    "0",
    "0",
  ]);
});
