import { runSteps } from "../run_steps.ts";
import { LOADS } from "./load_rows.ts";
import { runLoad } from "./run_load.ts";

const ignore = (["run", "net", "read", "write", "env"] as const)
  .some((name) => Deno.permissions.querySync({ name }).state !== "granted");

Deno.test("telemetry arrives or is counted, and the application goes on, with…", {
  ignore,
  sanitizeOps: false,
  sanitizeResources: false,
}, (test) =>
  // One after the other: each takes what the machine has.
  runSteps(test, LOADS, {
    atOnce: 1,
    run: (load, folder) => runLoad(load, { size: "short", folder }),
  }));
