// Logs by the form of @std/log, whose handler is in the application, and by the console.
import { openTelemetryHandler } from "@otel-deno/telemetry-setup/std-log";
import { BaseHandler, getLogger, setup } from "../../../testdata/@std/log/mod.ts";

setup({
  handlers: { telemetry: openTelemetryHandler(BaseHandler, "INFO") },
  loggers: { effects: { level: "INFO", handlers: ["telemetry"] } },
});
getLogger("effects").info("info by @std/log");
console.info("info by the console");
await Deno.stdin.readable.pipeTo(new WritableStream());
