/**
 * A handler for `@std/log`, whose records then arrive as those of OpenTelemetry. It needs nothing of
 * JSR: the application hands over the library's own base class.
 *
 * @module
 */
import { logs } from "@opentelemetry/api";
import { isInstrumentationEnabled } from "./config/is_instrumentation_enabled.ts";
import { runningConfig } from "./instrumentations/running_config.ts";
import { emitStdLogRecord, type StdLogRecord } from "./instrumentations/std_log_record.ts";
import { withoutConsoleRecords } from "./instrumentations/without_console_records.ts";

export type { StdLogRecord };

/** What `BaseHandler` of `@std/log` has of use here. */
export interface StdLogHandler {
  /** Records below this level are left alone: 10, 20, 30, 40, 50 from debug to critical. */
  level: number;
  /** Takes a record. */
  handle(record: StdLogRecord): void;
}

/** The class `BaseHandler` of `@std/log`. */
export type StdLogHandlerClass<Handler extends StdLogHandler> =
  // deno-lint-ignore no-explicit-any -- TypeScript takes no other parameters for a class to extend
  abstract new (...args: any[]) => Handler;

const quieted = new WeakSet<object>();

/**
 * Creates a handler that hands records of `@std/log` to the OpenTelemetry logs API: the logger's
 * name as scope, the message as body; an error among the arguments as `exception.*`, the members of
 * plain objects as attributes. Name it in the `handlers` of each logger that is to be recorded.
 *
 * From then on, what the library's other handlers print with `console` is not recorded a second
 * time. The handler does nothing where telemetry is not started, or `std-log` is switched off.
 *
 * @param BaseHandler The class of that name of the application's copy of `@std/log`.
 * @param levelName The least severe level that is recorded, such as `"INFO"`.
 * @throws {TypeError} From the library, if there is no such level.
 * @see {@link https://jsr.io/@std/log}
 *
 * @example With a class of the same form in place of the library's
 * ```ts
 * import assert from "node:assert/strict";
 *
 * // In an application: import { BaseHandler } from "jsr:@std/log";
 * abstract class BaseHandler {
 *   constructor(public levelName: string) {}
 *   level = 20;
 *   handle(_record: StdLogRecord): void {}
 * }
 * const handler = openTelemetryHandler(BaseHandler, "INFO");
 * assert.ok(handler instanceof BaseHandler);
 * assert.equal(handler.levelName, "INFO");
 * ```
 */
export function openTelemetryHandler<Handler extends StdLogHandler>(
  BaseHandler: StdLogHandlerClass<Handler>,
  levelName: string,
): Handler {
  quieten(BaseHandler.prototype);
  // As TypeScript sees it, a class cannot extend one that is not known yet.
  const Base = BaseHandler as unknown as StdLogHandlerClass<StdLogHandler>;
  class OpenTelemetryHandler extends Base {
    override handle(record: StdLogRecord): void {
      if (this.level > record.level) return;
      const settings = runningConfig()?.otel_deno;
      if (settings === undefined || !isInstrumentationEnabled("std-log", settings)) return;
      emitStdLogRecord(record, logs.getLoggerProvider(), {
        ...settings.log_code_attributes && { calledAs: OpenTelemetryHandler.prototype.handle },
      });
    }

    /** Of the library's contract; it never gets here. */
    log(): void {}
  }
  return new OpenTelemetryHandler(levelName) as unknown as Handler;
}

/** What a handler prints has become a record already, or is not wanted as one. */
function quieten(prototype: StdLogHandler): void {
  if (quieted.has(prototype)) return;
  quieted.add(prototype);
  const { handle } = prototype;
  prototype.handle = function (record) {
    return withoutConsoleRecords(() => handle.call(this, record));
  };
}
