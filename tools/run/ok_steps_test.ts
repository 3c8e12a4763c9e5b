import assert from "node:assert/strict";
import { okSteps, UNIT_TESTS } from "./ok_steps.ts";

const ENVIRONMENT = { deno: "/bin/deno", temporaryFolder: "/tmp", frozen: false };

Deno.test("okSteps() grants no step everything, when the steps are listed", () => {
  const flags = okSteps(ENVIRONMENT).flatMap(({ args }) => args);
  for (const all of ["-A", "--allow-all", "--allow-run", "--allow-write", "--allow-net"]) {
    assert.ok(!flags.includes(all), all);
  }
});

Deno.test("okSteps() keeps tests with processes out, when it runs the unit tests", () => {
  const step = okSteps(ENVIRONMENT).find(({ name }) => name === UNIT_TESTS);
  assert.ok(step?.args.some((arg) => arg.startsWith("--ignore=**/*_process_test.ts")));
});

Deno.test("okSteps() refuses an out-of-date lock file, when frozen", () => {
  const isFrozen = (frozen: boolean) =>
    okSteps({ ...ENVIRONMENT, frozen }).some(({ args }) => args.includes("--frozen"));
  assert.deepEqual([isFrozen(false), isFrozen(true)], [false, true]);
});
