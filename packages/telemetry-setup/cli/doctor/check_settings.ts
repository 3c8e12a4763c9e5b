import { describeProblem } from "../../config/config_problem.ts";
import type { ReadEnv } from "../../config/read_env.ts";
import { resolveConfig } from "../../config/resolve_config.ts";
import type { Finding } from "./finding.ts";

/** Checks every setting that is given: one finding for each that cannot be used. */
export function checkSettings(readEnv: ReadEnv): readonly Finding[] {
  const { config, problems } = resolveConfig(readEnv);
  const findings: Finding[] = problems.map((problem) => ({
    subject: problem.setting,
    ok: false,
    message: describeProblem(problem),
  }));
  if (findings.length === 0) {
    findings.push({ subject: "settings", ok: true, message: "every setting can be used" });
  }
  if (config.disabled === true) {
    findings.push({
      subject: "OTEL_SDK_DISABLED",
      ok: false,
      message: "Cannot send telemetry: OTEL_SDK_DISABLED is true",
    });
  }
  return findings;
}
