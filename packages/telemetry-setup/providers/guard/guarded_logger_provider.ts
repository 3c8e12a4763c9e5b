// Hot path: emit() runs once a log record.
import {
  context,
  createNoopLogger,
  type Logger,
  type LogRecord,
  SeverityNumber,
} from "@opentelemetry/api";
import { LoggerProvider, type LoggerProviderOptions } from "@opentelemetry/sdk-logs";
import type { Guard } from "./guard.ts";
import { guardException } from "./guard_exception.ts";
import { guardScopeOptions } from "./guard_scope_options.ts";

/**
 * The SDK's provider, whose loggers take values of any kind in every place, and never throw.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { createGuard } from "./guard.ts";
 *
 * let repaired = 0;
 * const guard = createGuard((count) => void (repaired += count));
 * const logger = new GuardedLoggerProvider({}, guard).getLogger("dice");
 * logger.emit({ body: "rolled", attributes: { get roll() { throw new Error("lost"); } } });
 * assert.equal(repaired, 1);
 * ```
 */
export class GuardedLoggerProvider extends LoggerProvider {
  readonly #guard: Guard;
  readonly #guarded = new WeakSet<Logger>();

  constructor(config: LoggerProviderOptions, guard: Guard) {
    super(config);
    this.#guard = guard;
  }

  override getLogger(
    ...[name, version, options]: Parameters<LoggerProvider["getLogger"]>
  ): Logger {
    const guard = this.#guard;
    const logger = super.getLogger(
      guard.text(name),
      guard.text(version),
      guardScopeOptions(options, guard),
    );
    // After the shutdown it is the API's, which is everybody's.
    if (logger === createNoopLogger() || this.#guarded.has(logger)) return logger;
    this.#guarded.add(logger);
    const emit = logger.emit.bind(logger);
    const enabled = logger.enabled.bind(logger);
    logger.emit = (record) => guard.attempt(() => emit(guardRecord(record, guard)), undefined);
    logger.enabled = (options) => guard.attempt(() => enabled(options), true);
    return logger;
  }
}

/** One shape for all: most of its members are as they were given. */
function guardRecord(record: LogRecord, guard: Guard): LogRecord {
  const { severityNumber, exception } = record;
  const guarded = {
    eventName: guard.text(record.eventName),
    timestamp: guard.time(record.timestamp),
    observedTimestamp: guard.time(record.observedTimestamp),
    severityNumber: severityNumber === undefined || isSeverity(severityNumber)
      ? severityNumber
      : guard.leaveOut(),
    severityText: guard.text(record.severityText),
    body: guard.value(record.body),
    attributes: guard.attributes(record.attributes),
    exception: exception === undefined ? undefined : guardException(exception, guard),
    // The SDK would take `undefined` for a context.
    context: guard.context(record.context) ?? context.active(),
  };
  return guarded as LogRecord;
}

function isSeverity(severityNumber: unknown): boolean {
  return Number.isInteger(severityNumber) && (severityNumber as number) >= 0 &&
    (severityNumber as number) <= SeverityNumber.FATAL4;
}
