import assert from "node:assert/strict";
import { configWith } from "./instrumentations/testdata/instrumentation_config.ts";
import { recordTelemetry } from "./instrumentations/testdata/record_telemetry.ts";
import { useRunningConfig } from "./instrumentations/running_config.ts";
import { consoleRecordsSuppressed } from "./instrumentations/without_console_records.ts";
import { openTelemetryHandler } from "./std_log.ts";
import { BaseHandler, getLogger, setup } from "./testdata/@std/log/mod.ts";

type Settings = Parameters<typeof configWith>[0];

/** What one message makes, with these settings; `undefined` for telemetry that is not started. */
function bodiesOf(settings: Settings | undefined): readonly unknown[] {
  using telemetry = recordTelemetry();
  using _running = settings && useRunningConfig(configWith(settings));
  const handlers = { telemetry: openTelemetryHandler(BaseHandler, "INFO") };
  setup({ handlers, loggers: { dice: { level: "DEBUG", handlers: ["telemetry"] } } });
  getLogger("dice").info("rolled");
  return telemetry.takeLogs().map(({ body }) => body);
}

Deno.test("openTelemetryHandler() records where telemetry runs, and is not told to be off", () => {
  assert.deepEqual(bodiesOf({}), ["rolled"]);
  assert.deepEqual(bodiesOf({ disabled_instrumentations: ["std-log"] }), []);
  assert.deepEqual(bodiesOf(undefined), []);
});

Deno.test("openTelemetryHandler() keeps what other handlers print from being recorded again", () => {
  const seen: boolean[] = [];
  class Printing extends BaseHandler {
    log(): void {
      seen.push(consoleRecordsSuppressed());
    }
  }
  const handlers = {
    telemetry: openTelemetryHandler(BaseHandler, "ERROR"),
    printing: new Printing("DEBUG"),
  };
  const logger = { level: "DEBUG", handlers: ["printing", "telemetry"] } as const;
  setup({ handlers, loggers: { dice: logger } });
  getLogger("dice").info("printed");
  assert.deepEqual(seen, [true]);
  assert.equal(consoleRecordsSuppressed(), false);
});

Deno.test("openTelemetryHandler() leaves the level to the library", () => {
  assert.throws(() => openTelemetryHandler(BaseHandler, "LOUD"), TypeError);
  const handler = openTelemetryHandler(BaseHandler, "WARN");
  assert.equal(handler.level, 30);
});
