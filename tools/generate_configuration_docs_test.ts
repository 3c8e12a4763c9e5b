import assert from "node:assert/strict";
import { checkConfigurationDocs } from "./generate_configuration_docs.ts";

Deno.test("checkConfigurationDocs() finds nothing, when the page is as it has to be", () => {
  assert.deepEqual(checkConfigurationDocs("a\nb\n", "a\nb\n"), { problems: [] });
});

for (const [written, line] of [["a\nB\n", 2], ["", 1], ["a\nb\nc\n", 3]] as const) {
  Deno.test(`checkConfigurationDocs() names the line and the command, when the page is ${JSON.stringify(written)}`, () => {
    const { problems } = checkConfigurationDocs(written, "a\nb\n");
    assert.equal(problems.length, 1);
    assert.ok(problems[0]?.startsWith(`docs/configuration.md:${line}: out of date (run deno run `));
  });
}
