import { unitTestPermissions } from "./test_permissions.ts";

/** One step of `deno task ok`. */
export interface Step {
  readonly name: string;
  /** Arguments for `deno`. */
  readonly args: readonly string[];
}

/** What the steps need to know about the machine. */
export interface StepEnvironment {
  /** Path of the running `deno`, which some checks start. */
  readonly deno: string;
  /** Where temporary files go; behind a link it has two names, with a comma in between. */
  readonly temporaryFolder: string;
  /** An out-of-date lock file fails. */
  readonly frozen: boolean;
}

/** The name of the step that `deno task ci` leaves out: it runs the same tests with its own report. */
export const UNIT_TESTS = "unit tests";

/** The steps of `deno task ok`, in the order in which they run. */
export function okSteps(environment: StepEnvironment): readonly Step[] {
  const { deno, temporaryFolder, frozen } = environment;
  const read = ["run", "--no-prompt", "--allow-read"];
  const run = [...read, `--allow-run=git,${deno}`, `--allow-write=${temporaryFolder}`];
  return [
    { name: "fmt --check", args: ["fmt", "--check"] },
    { name: "lint", args: ["lint"] },
    { name: "check", args: ["check", ...(frozen ? ["--frozen"] : [])] },
    { name: "docs", args: [...run, "tools/check_docs.ts"] },
    { name: "import direction", args: [...run, "tools/check_import_direction.ts"] },
    { name: "cycles", args: [...run, "tools/check_cycles.ts"] },
    { name: "file sizes", args: [...read, "--allow-run=git", "tools/check_file_sizes.ts"] },
    { name: "otel versions", args: [...read, "--allow-run=git", "tools/check_otel_versions.ts"] },
    { name: "README blocks", args: [...run, "tools/check_readme_blocks.ts"] },
    {
      name: "configuration page",
      args: [...run, "tools/generate_configuration_docs.ts", "--check"],
    },
    {
      name: "performance table",
      args: [...read, "tools/generate_performance_docs.ts", "--check"],
    },
    { name: "sizing page", args: [...read, "tools/generate_sizing_docs.ts", "--check"] },
    { name: "bare deno test", args: [...run, "tools/check_test_floor.ts"] },
    {
      name: UNIT_TESTS,
      // Blocks in documents have a step of their own.
      args: [
        "test",
        "--doc",
        "--parallel",
        "--quiet",
        "--reporter=dot",
        "--ignore=**/*_process_test.ts,**/*.md",
        ...unitTestPermissions(temporaryFolder),
      ],
    },
  ];
}
