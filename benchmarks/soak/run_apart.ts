import { fileURLToPath } from "node:url";
import type {
  FaultReport,
  FaultSize,
} from "../../packages/telemetry-setup/testing/faults/fault_report.ts";

/** What came of a fault; no balance where nobody could draw it up. */
export type SoakFaultReport = Omit<FaultReport, "balance"> & Partial<Pick<FaultReport, "balance">>;

/** A fault, and whether it took more than one process. */
export interface ApartReport {
  readonly report: SoakFaultReport;
  /** How many processes were ended by the defect of Deno's that is told of below. */
  readonly aborted: number;
}

const PROGRAM = fileURLToPath(new URL("run_one.ts", import.meta.url));
const MAX_ABORTED = 3;
/**
 * The receiver of a fault is in the process that watches over it, and the HTTP/2 server of Deno 2.9
 * may end that, by an assertion of nghttp2 or worse, when it is closed with streams still open. That is
 * no word on the telemetry, which is in other processes.
 */
const ABORTED: ReadonlySet<Deno.Signal | null> = new Set(["SIGABRT", "SIGSEGV"]);

/** Runs one fault of a soak, by its place among all, in a process of its own. */
export async function runApart(
  { name, place }: { readonly name: string; readonly place: number },
  size: FaultSize,
): Promise<ApartReport> {
  for (let aborted = 0;; aborted++) {
    const { stdout, stderr, code, signal } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--no-check", "--quiet", PROGRAM, size, String(place)],
      stdin: "null",
    }).output();
    const said = new TextDecoder().decode(stderr);
    if (code === 0) return { report: JSON.parse(new TextDecoder().decode(stdout)), aborted };
    if (!ABORTED.has(signal) || aborted === MAX_ABORTED) {
      const problem = `the process that watches over it ended with ${signal ?? code}`;
      return { report: { name, problems: [problem], said }, aborted };
    }
  }
}
