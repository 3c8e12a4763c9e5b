import { SeverityNumber } from "@opentelemetry/api";
import type { SeverityNumberConfigModel } from "@opentelemetry/configuration";
import type { LoggerConfigurator } from "@opentelemetry/sdk-logs";

/**
 * Makes loggers drop records that are less severe than asked for, before anything is done for them.
 * Records without a severity are kept.
 *
 * @param level The least severe that is kept.
 * @see {@link https://opentelemetry.io/docs/specs/otel/logs/sdk/#loggerconfig}
 *
 * @example
 * ```ts
 * import { SeverityNumber } from "@opentelemetry/api";
 * import { createLoggerConfigurator } from "./create_logger_configurator.ts";
 * import assert from "node:assert/strict";
 *
 * const { minimumSeverity } = createLoggerConfigurator("warn")({ name: "any" });
 * assert.equal(minimumSeverity, SeverityNumber.WARN);
 * ```
 */
export function createLoggerConfigurator(
  level: NonNullable<SeverityNumberConfigModel>,
): LoggerConfigurator {
  const name = level.toUpperCase() as keyof typeof SeverityNumber;
  const config = { enabled: true, traceBased: false, minimumSeverity: SeverityNumber[name] };
  return () => config;
}
