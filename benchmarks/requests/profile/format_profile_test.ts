import assert from "node:assert/strict";
import { formatProfile } from "./format_profile.ts";

const page = formatProfile({
  date: "2026-01-02",
  title: "ours",
  facts: { Deno: "2.9.6" },
  requests: 1000,
  summary: {
    functions: [
      { name: "end providers/traces/span.ts:10", micros: 360 },
      { name: "RegExp: a|b", micros: 15 },
    ],
    groups: [{ name: "providers/traces/", micros: 500 }, { name: "Deno", micros: 1000 }],
  },
  threads: [{ name: "worker", bare: 0, observed: 1.25 }],
});

Deno.test("formatProfile() has microseconds for each request: functions, groups and threads", () => {
  assert.match(page, /^\| `end providers\/traces\/span\.ts:10` +\| 0\.36 \| 24\.0 \|$/m);
  assert.match(page, /^\| `Deno` +\| 1\.00 \| 66\.7 \|$/m);
  assert.match(page, /^\| worker \| 0\.00 +\| 1\.25 \| 1\.25 +\|$/m);
  assert.match(page, /^\| `RegExp: a\\\|b` +\| 0\.0[12] \| 1\.0 +\|$/m);
  assert.match(page, /1\.5 us in all/);
  assert.match(page, /^- Deno: 2\.9\.6$/m);
});
