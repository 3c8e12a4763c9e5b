import { runSteps } from "../run_steps.ts";
import { RECEIVER_FAULTS } from "./receiver_fault_rows.ts";
import { runReceiverFault } from "./run_receiver_fault.ts";

const ignore = (["run", "net", "read", "write", "env"] as const)
  .some((name) => Deno.permissions.querySync({ name }).state !== "granted");

for (const spool of [false, true]) {
  const how = spool ? "with a spool" : "without a spool";
  Deno.test(`telemetry arrives, is on disk or is counted ${how} when the receiver…`, {
    ignore,
    sanitizeOps: false,
    sanitizeResources: false,
  }, (test) =>
    runSteps(test, RECEIVER_FAULTS, {
      atOnce: 8,
      run: (fault, folder) => runReceiverFault(fault, { size: "short", spool, folder }),
    }));
}
