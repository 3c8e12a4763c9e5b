import { deepEqual } from "node:assert/strict";
import { mergeLimits } from "./merge_limits.ts";

Deno.test("mergeLimits() sends payloads together, but none of metrics", () => {
  const maxBytes = 4_000_000;
  deepEqual(mergeLimits("traces", 512), { maxItems: 512, maxBytes });
  deepEqual(mergeLimits("logs", 512), { maxItems: 512, maxBytes });
  deepEqual(mergeLimits("metrics", 512), { maxItems: 1, maxBytes });
});
