import assert from "node:assert/strict";
import { RECEIVER_FAULTS } from "./receiver_fault_rows.ts";
import { runReceiverFault } from "./run_receiver_fault.ts";
import { runSideBySide } from "./run_side_by_side.ts";

const ignore = (["run", "net", "read", "write", "env"] as const)
  .some((name) => Deno.permissions.querySync({ name }).state !== "granted");

/** They mostly wait. */
const AT_ONCE = 6;

for (const spool of [false, true]) {
  Deno.test({
    name: `what is recorded arrives, is on disk or is counted ${
      spool ? "with" : "without"
    } a spool, when the receiver…`,
    ignore,
    sanitizeOps: false,
    sanitizeResources: false,
    async fn(test) {
      await runSideBySide(RECEIVER_FAULTS, {
        atOnce: AT_ONCE,
        run: (fault) =>
          test.step({
            name: fault.name,
            sanitizeOps: false,
            sanitizeResources: false,
            sanitizeExit: false,
            async fn() {
              const folder = await Deno.makeTempDir({ prefix: "otel-deno-fault-" });
              const report = await runReceiverFault(fault, { size: "short", spool, folder });
              await Deno.remove(folder, { recursive: true });
              assert.deepEqual(report.problems, [], report.said);
            },
          }),
      });
    },
  });
}
