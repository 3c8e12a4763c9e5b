import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

const INSTRUMENT = fileURLToPath(new URL("../instrument.ts", import.meta.url));

/** Options of {@linkcode instrumentCommand}. */
export interface InstrumentCommandOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: "null" | "piped";
}

/** The command `opentelemetry-instrument`, not yet started, with all output piped. */
export function instrumentCommand(
  words: readonly string[],
  { cwd, env = {}, stdin = "null" }: InstrumentCommandOptions,
): Deno.Command {
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "--allow-all", "--no-prompt", INSTRUMENT, ...words],
    cwd,
    env: {
      NO_COLOR: "1",
      // `deno` on PATH is the one that runs the tests.
      PATH: `${dirname(Deno.execPath())}:${Deno.env.get("PATH") ?? ""}`,
      OTEL_METRICS_EXPORTER: "none",
      OTEL_LOGS_EXPORTER: "none",
      OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
      ...env,
    },
    stdin,
    stdout: "piped",
    stderr: "piped",
  });
}
