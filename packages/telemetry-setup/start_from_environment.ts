import { deniedVariables } from "./config/denied_variables.ts";
import { describeDeniedVariables } from "./config/describe_denied_variables.ts";
import { describeProblem } from "./config/config_problem.ts";
import { loadConfig } from "./config/load_config.ts";
import { createEnvReader } from "./config/read_env.ts";
import { toDiagnosticsLevel } from "./config/to_diagnostics_level.ts";
import { createDiagnostics } from "./diagnostics/diagnostics.ts";
import { formatStartLine } from "./diagnostics/format_start_line.ts";
import { denoTelemetryIsOn } from "./providers/deno_telemetry.ts";
import { detectResource } from "./resource/detect_resource.ts";
import type { SettledDetectors } from "./resource/detectors/settle_detectors.ts";
import type { ResourceFacts } from "./resource/runtime_facts.ts";
import type { ThreadParts } from "./start_signals.ts";
import type { StartTelemetryOptions } from "./start_telemetry.ts";
import { startTelemetryInThread } from "./start_telemetry_in_thread.ts";
import type { Telemetry } from "./telemetry.ts";

/** What an entry knows of its thread. */
export interface ThreadFacts extends Omit<ThreadParts, "mainModule"> {
  /** What is known better than this thread can find out, such as the main module. */
  readonly facts?: Partial<ResourceFacts>;
  /**
   * Takes one line that says what was started, where the level of diagnostics is `info` or finer.
   *
   * @default nobody is told
   */
  readonly announce?: (line: string) => void;
  /** What the user's own resource detectors have found. */
  readonly settled?: SettledDetectors;
}

/**
 * Reads the environment, detects the resource and starts telemetry, all without waiting: what the
 * entries that can wait and those that cannot have in common. Ends the process with exit code 2
 * where OTEL_DENO_STRICT asks for that and a setting cannot be used.
 *
 * @param options The user's own.
 * @param thread The entry's own.
 */
export function startFromEnvironment(
  options: StartTelemetryOptions = {},
  thread: ThreadFacts = {},
): Telemetry {
  const env = options.env ?? createEnvReader();
  const { config, problems, notes, error } = loadConfig(env, { code: options });
  const level = toDiagnosticsLevel(config.log_level);
  const diagnostics = options.diagnostics ?? createDiagnostics({ level });
  for (const line of error?.lines ?? []) diagnostics.error(line);
  // Nothing is started yet that would have to be ended.
  if (error?.strict === true) Deno.exit(2);
  for (const problem of problems) diagnostics.warn(describeProblem(problem));
  for (const note of notes) diagnostics.info(note);
  const denied = options.env === undefined ? describeDeniedVariables(deniedVariables()) : undefined;
  if (denied !== undefined) diagnostics.warn(denied);
  const { facts = {}, settled, announce, ...parts } = thread;
  const resource = detectResource(config, {
    facts,
    readEnv: env,
    diagnostics,
    ...settled === undefined ? {} : { settled },
  });
  return startTelemetryInThread(config, resource, {
    ...facts.mainModule === undefined ? {} : { mainModule: facts.mainModule },
    env,
    ...parts,
    ...options,
    diagnostics,
    onStarted() {
      if (error !== undefined || !["info", "debug", "trace"].includes(level)) return;
      const serviceName = String(resource.attributes["service.name"]);
      announce?.(formatStartLine(config, { serviceName, augment: denoTelemetryIsOn() }));
    },
  });
}
