const NAMES = ["trace", "debug", "info", "warn", "error", "fatal"] as const;

/**
 * The name of the range that a severity number is in; `info` where none is given.
 *
 * @see https://opentelemetry.io/docs/specs/otel/logs/data-model/#field-severitynumber
 */
export function severityName(number: number): (typeof NAMES)[number] {
  if (number < 1) return "info";
  return NAMES[Math.min(5, Math.floor((number - 1) / 4))]!;
}
