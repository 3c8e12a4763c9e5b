import type { ReadEnv } from "../../config/read_env.ts";
import type { Destination } from "./receiver/list_destinations.ts";
import type { Finding } from "./finding.ts";

/** Programs that register an SDK as they are preloaded. */
const PRELOADED =
  /@opentelemetry\/(auto-instrumentations-node|sdk-node)|@elastic\/opentelemetry-node|dd-trace|newrelic|@sentry\/\w+/;

/** What {@linkcode checkRegistration} found. */
export interface CheckedRegistration {
  readonly findings: readonly Finding[];
  /** Signals that Deno sends by itself. */
  readonly byDeno: readonly Destination["signal"][];
}

/**
 * Checks that nobody registers with the API before us: Deno's own OpenTelemetry, or another SDK that
 * the environment preloads. Who comes second is not heard.
 */
export function checkRegistration(readEnv: ReadEnv): CheckedRegistration {
  const findings: Finding[] = [];
  const denoIsOn = /^(1|true)$/.test(readEnv("OTEL_DENO") ?? "");
  if (denoIsOn) {
    const subject = "OTEL_DENO";
    const augment = readEnv("OTEL_DENO_MODE")?.trim().toLowerCase() === "augment";
    const message = augment
      ? "Deno sends spans and metrics itself, as OTEL_DENO_MODE=augment asks for"
      : "Cannot register spans and metrics: Deno's own OpenTelemetry comes first; unset it, " +
        "start with opentelemetry-instrument, or set OTEL_DENO_MODE=augment to keep both";
    findings.push({ subject, ok: augment, message });
  }
  const [preloaded] = PRELOADED.exec(readEnv("NODE_OPTIONS") ?? "") ?? [];
  if (preloaded !== undefined) {
    findings.push({
      subject: "NODE_OPTIONS",
      ok: false,
      message: `Cannot be the only SDK: ${preloaded} is preloaded; take it out`,
    });
  }
  if (findings.length === 0) {
    findings.push({ subject: "registration", ok: true, message: "no other SDK is preloaded" });
  }
  return { findings, byDeno: denoIsOn ? ["traces", "metrics"] : [] };
}
