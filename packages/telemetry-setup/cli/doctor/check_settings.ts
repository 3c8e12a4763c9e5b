import { describeProblem } from "../../config/config_problem.ts";
import type { ResolvedConfig } from "../../config/resolve_config.ts";
import type { Finding } from "./finding.ts";

/** Checks every setting that is given: one finding for each that cannot be used. */
export function checkSettings(resolved: ResolvedConfig): readonly Finding[] {
  const { config, problems, explanation, error } = resolved;
  const findings: Finding[] = problems.map((problem) => ({
    subject: problem.setting,
    ok: false,
    message: describeProblem(problem),
  }));
  // Of bad settings the lines are those of the problems.
  if (error !== undefined && problems.length === 0) {
    for (const line of error.lines) {
      findings.push({ subject: "OTEL_CONFIG_FILE", ok: false, message: line });
    }
  }
  if (findings.length === 0) {
    findings.push({ subject: "settings", ok: true, message: "every setting can be used" });
  }
  if (config.disabled === true && error === undefined) {
    const { source = "disabled" } = explanation.find(({ path }) => path === "disabled") ?? {};
    findings.push({
      subject: source,
      ok: false,
      message: "Cannot send telemetry: it is disabled",
    });
  }
  return findings;
}
