import { SeverityNumber } from "@opentelemetry/api";
import {
  InMemoryLogRecordExporter,
  LoggerProvider,
  SimpleLogRecordProcessor,
} from "@opentelemetry/sdk-logs";
import assert from "node:assert/strict";
import { createLoggerConfigurator } from "./create_logger_configurator.ts";

/** Bodies of the records that are kept, of one for each severity and one without. */
function kept(level: Parameters<typeof createLoggerConfigurator>[0]): unknown[] {
  const exporter = new InMemoryLogRecordExporter();
  const provider = new LoggerProvider({
    loggerConfigurator: createLoggerConfigurator(level),
    processors: [new SimpleLogRecordProcessor({ exporter })],
  });
  const logger = provider.getLogger("test");
  for (const name of ["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"] as const) {
    logger.emit({ severityNumber: SeverityNumber[name], body: name });
  }
  logger.emit({ body: "none" });
  return exporter.getFinishedLogRecords().map(({ body }) => body);
}

Deno.test("createLoggerConfigurator() drops what is less severe, and keeps what has no severity", () => {
  assert.deepEqual(kept("warn"), ["WARN", "ERROR", "FATAL", "none"]);
  assert.deepEqual(kept("fatal"), ["FATAL", "none"]);
});

Deno.test("createLoggerConfigurator() drops nothing at the lowest level", () => {
  assert.equal(kept("trace").length, 7);
});
