import assert from "node:assert/strict";
import { inNewFolder } from "../in_new_folder.ts";
import { KILL_KINDS } from "./kill_kinds.ts";
import { runKillPoints } from "./run_kill_points.ts";

const ignore = (["run", "net", "read", "write", "env"] as const)
  .some((name) => Deno.permissions.querySync({ name }).state !== "granted");

Deno.test("kill -9 costs at most what was recorded in the last 200 ms, wherever it comes", {
  ignore,
}, async () => {
  const report = await inNewFolder((folder) => runKillPoints({ kills: 27, seed: 6, folder }));
  assert.deepEqual(report.problems, [], report.said);
  assert.deepEqual(
    KILL_KINDS.map(({ name }) => name).filter((name) => (report.reached[name] ?? 0) === 0),
    [],
    `so often they were: ${JSON.stringify(report.reached)}`,
  );
});
