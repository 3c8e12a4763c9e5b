import { SeverityNumber } from "@opentelemetry/api";

/** A severity as log records carry it. */
export interface Severity {
  readonly severityNumber: SeverityNumber;
  /** The short name that the specification displays for the number. */
  readonly severityText: string;
}

/**
 * The severities by the names of levels that loggers on Deno use.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/logs/data-model/#displaying-severity}
 */
export const SEVERITIES = {
  trace: { severityNumber: SeverityNumber.TRACE, severityText: "TRACE" },
  debug: { severityNumber: SeverityNumber.DEBUG, severityText: "DEBUG" },
  info: { severityNumber: SeverityNumber.INFO, severityText: "INFO" },
  warning: { severityNumber: SeverityNumber.WARN, severityText: "WARN" },
  error: { severityNumber: SeverityNumber.ERROR, severityText: "ERROR" },
  fatal: { severityNumber: SeverityNumber.FATAL, severityText: "FATAL" },
} as const satisfies Record<string, Severity>;
