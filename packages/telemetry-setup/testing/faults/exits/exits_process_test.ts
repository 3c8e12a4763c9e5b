import { runSteps } from "../run_steps.ts";
import { EXIT_RECEIVERS, EXIT_WAYS } from "./exit_ways.ts";
import { runExit } from "./run_exit.ts";

const ignore = (["run", "net", "read", "write", "env"] as const)
  .some((name) => Deno.permissions.querySync({ name }).state !== "granted");

for (const receiver of EXIT_RECEIVERS) {
  Deno.test(
    `at each end of a process with ${receiver.name}, telemetry arrives, is kept or is counted:`,
    {
      ignore,
      sanitizeOps: false,
      sanitizeResources: false,
    },
    (test) =>
      runSteps(test, EXIT_WAYS, {
        // Those that wait for a timeout do nothing else.
        atOnce: receiver.is === "silent" ? 8 : 3,
        run: (way, folder) => runExit(way, { receiver, folder }),
      }),
  );
}
