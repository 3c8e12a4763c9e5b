/**
 * `deno run -A run_one.ts SIZE PLACE`: puts telemetry through one fault of a soak, and prints the
 * report as JSON. `PLACE` counts the faults of all groups from 0.
 *
 * @module
 */
import type { FaultSize } from "../../packages/telemetry-setup/testing/faults/fault_report.ts";
import { inNewFolder } from "../../packages/telemetry-setup/testing/faults/in_new_folder.ts";
import { soakGroups } from "./soak_groups.ts";

const [size, place] = Deno.args;
const fault = soakGroups(size as FaultSize).flatMap(({ faults }) => faults)[Number(place)];
if (fault === undefined) throw new RangeError(`Cannot run fault ${place}: there is none`);
console.log(JSON.stringify(await inNewFolder(fault.run)));
Deno.exit();
