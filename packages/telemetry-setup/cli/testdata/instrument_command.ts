import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

const INSTRUMENT = fileURLToPath(new URL("../instrument.ts", import.meta.url));

/** Options of {@linkcode instrumentCommand}. */
export interface InstrumentCommandOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: "null" | "piped";
  /** Without variables that have no effect beside a configuration file. @default false */
  readonly fileOnly?: boolean;
  /** Flags that take permissions away from `instrument` itself. */
  readonly denied?: readonly string[];
}

/** The command `opentelemetry-instrument`, not yet started, with all output piped. */
export function instrumentCommand(
  words: readonly string[],
  { cwd, stdin = "null", ...options }: InstrumentCommandOptions,
): Deno.Command {
  return new Deno.Command(Deno.execPath(), {
    ...describeInstrumentCommand(words, options),
    cwd,
    stdin,
    stdout: "piped",
    stderr: "piped",
  });
}

/** Arguments and variables of that command, with which Deno is to be started. */
export function describeInstrumentCommand(
  words: readonly string[],
  { env = {}, denied = [], fileOnly = false }: Omit<InstrumentCommandOptions, "cwd" | "stdin">,
) {
  return {
    args: ["run", "--allow-all", ...denied, "--no-prompt", INSTRUMENT, ...words],
    env: {
      NO_COLOR: "1",
      // Nothing is to be left in the folder of whoever runs the tests.
      OTEL_DENO_DEFAULT_SPOOL_DIR: "none",
      // `deno` on PATH is the one that runs the tests.
      PATH: `${dirname(Deno.execPath())}:${Deno.env.get("PATH") ?? ""}`,
      ...fileOnly ? {} : {
        // Without the line that says what was started.
        OTEL_LOG_LEVEL: "warn",
        OTEL_METRICS_EXPORTER: "none",
        OTEL_LOGS_EXPORTER: "none",
        OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
      },
      ...env,
    },
  };
}
