import type { ConfigurationModel } from "@opentelemetry/configuration";
import type { DiagnosticsLevel } from "../diagnostics/diagnostics.ts";

/**
 * Says how much the distribution tells of its own doings, given the model's `log_level`. Without
 * one it is `info`; `fatal` and up is `none`, because nothing that we tell is fatal.
 *
 * @example Usage
 * ```ts
 * import { toDiagnosticsLevel } from "./to_diagnostics_level.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(toDiagnosticsLevel("warn2"), "warn");
 * assert.equal(toDiagnosticsLevel("fatal4"), "none");
 * assert.equal(toDiagnosticsLevel(undefined), "info");
 * ```
 */
export function toDiagnosticsLevel(severity: ConfigurationModel["log_level"]): DiagnosticsLevel {
  const name = (severity ?? "info").replace(/\d$/, "");
  switch (name) {
    case "trace":
    case "debug":
    case "warn":
    case "error":
      return name;
    case "fatal":
      return "none";
    default:
      return "info";
  }
}
