import { fileURLToPath } from "node:url";

const DOCTOR = fileURLToPath(new URL("../doctor.ts", import.meta.url));

/** What `opentelemetry-doctor` is run with. */
export interface DoctorRun {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** @default all */
  readonly permissions?: readonly string[];
}

/** What came of it. */
export interface DoctorResult {
  readonly code: number;
  /** Of each line the beginning is `ok` or `wrong`; ports are `PORT`. */
  readonly ok: readonly string[];
  readonly wrong: readonly string[];
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `opentelemetry-doctor` in a process of its own. */
export async function runDoctor(
  { args = [], env = {}, permissions = ["--allow-all"] }: DoctorRun,
): Promise<DoctorResult> {
  const output = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-prompt", "--quiet", ...permissions, DOCTOR, ...args],
    // Not the folder of whoever runs the tests.
    env: { NO_COLOR: "1", OTEL_DENO_DEFAULT_SPOOL_DIR: "none", ...env },
    signal: AbortSignal.timeout(60_000),
  }).output();
  const stdout = new TextDecoder().decode(output.stdout);
  const lines = stdout.replaceAll(/(127\.0\.0\.1|localhost):\d+/g, "$1:PORT").trimEnd().split("\n");
  const linesOf = (kind: "ok" | "wrong") =>
    lines.filter((line) => line.startsWith(kind)).map((line) => line.slice("wrong  ".length));
  return {
    code: output.code,
    ok: linesOf("ok"),
    wrong: linesOf("wrong"),
    stdout,
    stderr: new TextDecoder().decode(output.stderr),
  };
}
