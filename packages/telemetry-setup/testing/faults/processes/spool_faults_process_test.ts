import { runSteps } from "../run_steps.ts";
import { runSpoolFault } from "./run_spool_fault.ts";
import { SPOOL_FAULTS } from "./spool_faults.ts";

const ignore = (["run", "net", "read", "write", "env"] as const)
  .some((name) => Deno.permissions.querySync({ name }).state !== "granted");

Deno.test(
  "what is recorded while nobody receives it is kept or counted, whatever becomes of the spool:",
  {
    ignore,
    sanitizeOps: false,
    sanitizeResources: false,
  },
  (test) =>
    runSteps(test, SPOOL_FAULTS, {
      atOnce: 3,
      run: (fault, folder) => runSpoolFault(fault, { size: "short", folder }),
    }),
);
