import { runSteps } from "../run_steps.ts";
import { runWorkerFault, WORKER_FAULTS } from "./run_worker_fault.ts";

const ignore = (["run", "net", "read", "write", "env"] as const)
  .some((name) => Deno.permissions.querySync({ name }).state !== "granted");

for (const spool of [false, true]) {
  const how = spool ? "with a spool" : "without a spool";
  Deno.test(`a delivery worker that dies costs nothing ${how}:`, {
    ignore,
    sanitizeOps: false,
    sanitizeResources: false,
  }, (test) =>
    runSteps(test, WORKER_FAULTS, {
      atOnce: 4,
      run: (fault, folder) => runWorkerFault(fault, { spool, folder }),
    }));
}
