import assert from "node:assert/strict";
import { planTestRuns } from "./plan_test_runs.ts";

const INPUT = {
  processTests: ["a_process_test.ts", "b_process_test.ts"],
  extra: [],
  isPath: (word: string) => word === "tools",
  temporaryFolder: "/tmp",
};

Deno.test("planTestRuns() runs only unit tests side by side, when nothing is named", () => {
  const [unit, ...processes] = planTestRuns(INPUT);
  assert.ok(unit?.args.includes("--parallel"));
  assert.ok(unit?.args.includes("--ignore=**/*_process_test.ts"));
  assert.ok(!unit?.args.includes("--allow-run"));
  assert.deepEqual(processes.map(({ args }) => args.at(-1)), INPUT.processTests);
  assert.ok(processes.every(({ args }) => !args.includes("--parallel")));
});

Deno.test("planTestRuns() hands a filter to every run, when one is given", () => {
  const runs = planTestRuns({ ...INPUT, extra: ["--filter", "dice"] });
  assert.equal(runs.length, 3);
  for (const { args } of runs) assert.equal(args[args.indexOf("--filter") + 1], "dice");
});

Deno.test("planTestRuns() makes one run with all permissions, when a folder is named", () => {
  const runs = planTestRuns({ ...INPUT, extra: ["tools", "--filter=x"] });
  assert.equal(runs.length, 1);
  assert.deepEqual(runs[0]?.args.slice(-2), ["tools", "--filter=x"]);
  assert.ok(runs[0]?.args.includes("--allow-run"));
});

Deno.test("planTestRuns() is one run, when no test starts processes", () => {
  assert.equal(planTestRuns({ ...INPUT, processTests: [] }).length, 1);
});
