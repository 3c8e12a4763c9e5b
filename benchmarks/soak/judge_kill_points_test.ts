import assert from "node:assert/strict";
import { judgeKillPoints } from "./judge_kill_points.ts";

const kinds = ["at once", "later"];
const report = (reached?: Readonly<Record<string, number>>) => ({
  name: "",
  problems: [],
  said: "",
  ...reached === undefined ? {} : { reached },
});

Deno.test("judgeKillPoints() has no problem, when all kinds were reached often enough", () => {
  const reports = [report({ "at once": 12, later: 20 }), report({ "at once": 8 }), report()];
  const { name, problems } = judgeKillPoints(reports, { kinds, kills: 200 });
  assert.equal(name, "all 200 kills: 20 at once; 20 later");
  assert.deepEqual(problems, []);
});

Deno.test("judgeKillPoints() says what was reached too seldom, and that there were too few", () => {
  const { problems } = judgeKillPoints([report({ "at once": 19 })], { kinds, kills: 199 });
  assert.deepEqual(problems, [
    "there were 199 kills, not 200",
    '"at once" was reached 19 times, not 20',
    '"later" was reached 0 times, not 20',
  ]);
});
