import assert from "node:assert/strict";
import type { FaultReport } from "./fault_report.ts";
import { inNewFolder } from "./in_new_folder.ts";
import { runSideBySide } from "./run_side_by_side.ts";

/** Makes each fault a step of a test, so many at a time: they mostly wait. */
export async function runSteps<T extends { readonly name: string }>(
  test: Deno.TestContext,
  faults: readonly T[],
  { run, atOnce }: {
    readonly run: (fault: T, folder: string) => Promise<FaultReport>;
    readonly atOnce: number;
  },
): Promise<void> {
  await runSideBySide(faults, {
    atOnce,
    run: (fault) =>
      test.step({
        name: fault.name,
        // Steps that run side by side would find what the others have open.
        sanitizeOps: false,
        sanitizeResources: false,
        sanitizeExit: false,
        async fn() {
          const { problems, said } = await inNewFolder((folder) => run(fault, folder));
          assert.deepEqual(problems, [], said);
        },
      }),
  });
}
