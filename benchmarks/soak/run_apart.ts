import { fileURLToPath } from "node:url";
import type {
  FaultReport,
  FaultSize,
} from "../../packages/telemetry-setup/testing/faults/fault_report.ts";

/** What came of a fault; no balance where nobody could draw it up. */
export interface SoakFaultReport
  extends Omit<FaultReport, "balance">, Partial<Pick<FaultReport, "balance">> {
  /** Where processes were killed: how often at which point. */
  readonly reached?: Readonly<Record<string, number>>;
}

const PROGRAM = fileURLToPath(new URL("run_one.ts", import.meta.url));

/** Runs one fault of a soak, by its place among all, in a process of its own: it may fail. */
export async function runApart(
  { name, place }: { readonly name: string; readonly place: number },
  size: FaultSize,
): Promise<SoakFaultReport> {
  const { stdout, stderr, code, signal } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", "--quiet", PROGRAM, size, String(place)],
    stdin: "null",
  }).output();
  if (code === 0) return JSON.parse(new TextDecoder().decode(stdout));
  const problem = `the process that watches over it ended with ${signal ?? code}`;
  return { name, problems: [problem], said: new TextDecoder().decode(stderr) };
}
