import assert from "node:assert/strict";
import { findUnwantedFiles } from "./find_unwanted_files.ts";

const PRINTED = `Check file:///me/mod.ts
Simulating publish of @otel-deno/otlp@0.1.0 with files:
   file:///me/LICENSE (11.09KB)
   file:///me/mod.ts (2.21KB)
   file:///me/test_case.ts (127B)
   file:///me/mod_test.ts (1.2MB)
   file:///me/mod_process_test.ts (1KB)
   file:///me/mod_bench.ts (1KB)
   file:///me/testdata/data.json (1KB)
Success Dry run complete
`;

Deno.test("findUnwantedFiles() finds tests, benches and their data among what is published", () => {
  const { count, unwanted } = findUnwantedFiles(PRINTED);
  assert.equal(count, 7);
  assert.deepEqual(unwanted, [
    "/me/mod_test.ts",
    "/me/mod_process_test.ts",
    "/me/mod_bench.ts",
    "/me/testdata/data.json",
  ]);
});

Deno.test("findUnwantedFiles() counts none, when nothing was listed", () => {
  assert.deepEqual(findUnwantedFiles("Success Dry run complete\n"), { count: 0, unwanted: [] });
});
