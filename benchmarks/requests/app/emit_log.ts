import { type Logger, logs, SeverityNumber } from "@opentelemetry/api";

let logger: Logger | undefined;

/** Logs a line by the OpenTelemetry API. */
export function emitLog(line: string): void {
  logger ??= logs.getLogger("dice");
  logger.emit({ severityNumber: SeverityNumber.WARN, severityText: "WARN", body: line });
}
