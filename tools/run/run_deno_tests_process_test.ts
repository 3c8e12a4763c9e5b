import assert from "node:assert/strict";
import { join } from "node:path";
import { runDenoTests } from "./run_deno_tests.ts";

const denied = ["read", "write", "run"].some((name) =>
  Deno.permissions.querySync({ name: name as "read" | "write" | "run" }).state !== "granted"
);

async function runFile(source: string) {
  const root = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(join(root, "x_test.ts"), source);
    return await runDenoTests(["--no-check"], { root, timeout: 60_000 });
  } finally {
    await Deno.remove(root, { recursive: true });
  }
}

Deno.test({
  name: "runDenoTests() returns the outcome of each test, when a run ends",
  ignore: denied,
  async fn() {
    const { code, tests } = await runFile(`
      Deno.test("good \\x1b[31m", () => {});
      Deno.test({ name: "off", ignore: true, fn() {} });
      Deno.test("bad", () => { throw new Error("\\x00\\x1b[31m <&"); });
    `);
    assert.equal(code, 1);
    assert.deepEqual(tests.map(({ file, outcome }) => [file, outcome]), [
      ["x_test.ts", "passed"],
      ["x_test.ts", "ignored"],
      ["x_test.ts", "failed"],
    ]);
  },
});

Deno.test({
  name: "runDenoTests() returns no test and a code that is not 0, when a file does not load",
  ignore: denied,
  async fn() {
    const { code, text, tests } = await runFile('throw new Error("not loaded");');
    assert.deepEqual(tests, []);
    assert.notEqual(code, 0);
    assert.match(text, /not loaded/);
  },
});
