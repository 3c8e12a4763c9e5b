/**
 * Checks `./std-log` with the module that is named as the argument: the real `@std/log`, or the
 * double beside this file. Prints `ok`, or ends with what is wrong.
 */
import { context, SeverityNumber, trace } from "@opentelemetry/api";
import { InMemoryLogRecordExporter, SimpleLogRecordProcessor } from "@opentelemetry/sdk-logs";
import assert from "node:assert/strict";
import { startTelemetry } from "../start_telemetry.ts";
import { openTelemetryHandler } from "../std_log.ts";

const log: typeof import("./@std/log/mod.ts") = await import(Deno.args[0]!);

const exporter = new InMemoryLogRecordExporter();
const env: Readonly<Record<string, string>> = {
  OTEL_TRACES_EXPORTER: "none",
  OTEL_METRICS_EXPORTER: "none",
  OTEL_LOGS_EXPORTER: "none",
  OTEL_DENO_LOG_CODE_ATTRIBUTES: "true",
};
const telemetry = await startTelemetry({
  env: (name) => env[name],
  logRecordProcessors: [new SimpleLogRecordProcessor({ exporter })],
});
const handler: InstanceType<typeof log.BaseHandler> = openTelemetryHandler(log.BaseHandler, "INFO");
log.setup({
  handlers: { telemetry: handler, console: new log.ConsoleHandler("DEBUG") },
  loggers: { dice: { level: "DEBUG", handlers: ["console", "telemetry"] } },
});
const logger = log.getLogger("dice");
const span = trace.getTracer("check").startSpan("roll");
context.with(trace.setSpan(context.active(), span), function rollDice() {
  logger.debug("below the level");
  logger.info("rolled", { player: "alice", result: 4 }, "more");
});
logger.warn("low");
logger.error("lost", new RangeError("no dice"));
logger.critical("gone");
const records = exporter.getFinishedLogRecords().slice();
await telemetry.shutdown();

assert.deepEqual(
  records.map(({ body, severityNumber, severityText }) => [body, severityNumber, severityText]),
  [
    ["rolled", SeverityNumber.INFO, "INFO"],
    ["low", SeverityNumber.WARN, "WARN"],
    ["lost", SeverityNumber.ERROR, "ERROR"],
    ["gone", SeverityNumber.FATAL, "CRITICAL"],
  ],
);
for (const { instrumentationScope, attributes } of records) {
  assert.equal(instrumentationScope.name, "dice");
  assert.match(String(attributes["code.file.path"]), /check_std_log\.ts$/);
}
const [rolled, , lost] = records;
assert.equal(rolled!.spanContext?.spanId, span.spanContext().spanId);
assert.equal(rolled!.attributes["code.function.name"], "rollDice");
assert.deepEqual([rolled!.attributes["player"], rolled!.attributes["result"]], ["alice", 4]);
assert.ok(Math.abs(rolled!.hrTime[0] - Date.now() / 1000) < 10);
assert.equal(lost!.attributes["exception.type"], "RangeError");
assert.equal(lost!.attributes["exception.message"], "no dice");
console.log("ok");
