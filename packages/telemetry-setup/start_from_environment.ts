import { deniedVariables } from "./config/denied_variables.ts";
import { describeDeniedVariables } from "./config/describe_denied_variables.ts";
import { describeProblem } from "./config/config_problem.ts";
import { readEnv } from "./config/read_env.ts";
import { resolveConfig } from "./config/resolve_config.ts";
import { toDiagnosticsLevel } from "./config/to_diagnostics_level.ts";
import { createDiagnostics } from "./diagnostics/diagnostics.ts";
import { detectResource } from "./resource/detect_resource.ts";
import type { ResourceFacts } from "./resource/runtime_facts.ts";
import type { StartTelemetryOptions } from "./start_telemetry.ts";
import { startTelemetrySync } from "./start_telemetry_sync.ts";
import type { Telemetry } from "./telemetry.ts";

/**
 * Reads the environment, detects the resource and starts telemetry, all without waiting: what the
 * entries that can wait and those that cannot have in common.
 *
 * @param facts What is known better than this thread can find out, such as the main module.
 */
export function startFromEnvironment(
  options: StartTelemetryOptions = {},
  facts: Partial<ResourceFacts> = {},
): Telemetry {
  const { config, problems } = resolveConfig(options.env ?? readEnv);
  const diagnostics = options.diagnostics ??
    createDiagnostics({ level: toDiagnosticsLevel(config.log_level) });
  for (const problem of problems) diagnostics.warn(describeProblem(problem));
  const denied = options.env === undefined ? describeDeniedVariables(deniedVariables()) : undefined;
  if (denied !== undefined) diagnostics.warn(denied);
  return startTelemetrySync(config, detectResource(config, { facts }), { ...options, diagnostics });
}
