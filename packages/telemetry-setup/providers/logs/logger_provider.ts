import {
  type Context,
  context,
  createNoopLogger,
  diag,
  type Logger as ApiLogger,
  type LoggerOptions,
  type LoggerProvider as ApiLoggerProvider,
  type MeterProvider,
  SeverityNumber,
  ValueType,
} from "@opentelemetry/api";
import { callWithTimeout, cleanSimpleAttributes } from "@opentelemetry/core";
import { emptyResource, type Resource } from "@opentelemetry/resources";
import type {
  ForceFlushOptions,
  LoggerConfigurator,
  LogRecordLimits,
  LogRecordProcessor,
} from "@opentelemetry/sdk-logs";
import type { Guard } from "../guard/guard.ts";
import { guardScopeOptions } from "../guard/guard_scope_options.ts";
import { MAX_KEPT_SCOPES } from "../max_kept_scopes.ts";
import { Logger, type LogSink } from "./logger.ts";
import type { LogSource } from "./log_source.ts";

/** What a {@linkcode LoggerProvider} is made of. */
export interface LoggerProviderOptions {
  /** @default one without attributes */
  readonly resource?: Resource;
  /** @default 128 attributes of any length */
  readonly limits?: Required<LogRecordLimits>;
  /** @default all loggers are enabled, for every severity */
  readonly configurator?: LoggerConfigurator;
  /** Called for each record, in their order. */
  readonly processors: readonly LogRecordProcessor[];
  readonly guard: Guard;
  /** Counts the records. @default nobody does */
  readonly meterProvider?: MeterProvider;
  /** The context of records that are given none. @default that of the API */
  readonly activeContext?: () => Context;
}

const LIMITS = { attributeCountLimit: 128, attributeValueLengthLimit: Infinity };
const CONFIG = {
  enabled: true,
  traceBased: false,
  minimumSeverity: SeverityNumber.UNSPECIFIED,
};
const FLUSH_TIMEOUT_MS = 30_000;

/**
 * Gives loggers whose records go to the processors. The SDK's own does several times the work for a
 * record, most of it for values that it believes to be of another kind than they are.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/logs/sdk/#loggerprovider}
 *
 * @example
 * ```ts
 * import { InMemoryLogRecordExporter, SimpleLogRecordProcessor } from "@opentelemetry/sdk-logs";
 * import assert from "node:assert/strict";
 * import { createGuard } from "../guard/guard.ts";
 *
 * const exporter = new InMemoryLogRecordExporter();
 * const provider = new LoggerProvider({
 *   processors: [new SimpleLogRecordProcessor({ exporter })],
 *   guard: createGuard(() => {}),
 * });
 * provider.getLogger("dice").emit({ body: "rolled", attributes: { result: 4 } });
 * assert.deepEqual(exporter.getFinishedLogRecords()[0]?.attributes, { result: 4 });
 * ```
 */
export class LoggerProvider implements ApiLoggerProvider {
  readonly #options: Required<
    Omit<LoggerProviderOptions, "meterProvider" | "activeContext">
  >;
  readonly #loggers = new Map<string, ApiLogger>();
  readonly #sink: LogSink;
  #shutdown: Promise<void> | undefined;
  #hasTold = false;

  constructor(
    { meterProvider, activeContext = () => context.active(), ...options }: LoggerProviderOptions,
  ) {
    this.#options = {
      resource: emptyResource(),
      limits: LIMITS,
      configurator: () => CONFIG,
      ...options,
    };
    const created = meterProvider?.getMeter("@otel-deno/telemetry-setup").createCounter(
      "otel.sdk.log.created",
      {
        unit: "{log_record}",
        description: "The number of logs submitted to enabled SDK Loggers.",
        valueType: ValueType.INT,
      },
    );
    this.#sink = {
      processors: options.processors,
      isShutdown: false,
      activeContext,
      onCreated: created === undefined ? () => {} : () => created.add(1),
    };
  }

  /** The same logger for the same name, version, schema URL and attributes. */
  getLogger(name: string, version?: string, options?: LoggerOptions): ApiLogger {
    if (this.#shutdown !== undefined) {
      diag.warn("Cannot give a logger: the LoggerProvider is shut down");
      return createNoopLogger();
    }
    if (!name) diag.warn("Logger requested without instrumentation scope name.");
    const { guard, limits } = this.#options;
    const scopeOptions = guardScopeOptions(options, guard);
    const scope: LogSource["scope"] = {
      name: guard.text(name) || "unknown",
      ...version !== undefined && { version: guard.text(version) },
      ...scopeOptions.schemaUrl !== undefined && { schemaUrl: scopeOptions.schemaUrl },
      ...cleanSimpleAttributes(scopeOptions.attributes, limits),
    };
    const key = keyOf(scope);
    let logger = this.#loggers.get(key);
    if (logger === undefined) {
      logger = this.#create(scope);
      if (this.#loggers.size < MAX_KEPT_SCOPES) this.#loggers.set(key, logger);
      else this.#tellOfFurther();
    }
    return logger;
  }

  /**
   * Has all processors send what they hold.
   *
   * @param options.timeoutMillis How long each may take. @default 30,000
   */
  async forceFlush(
    { timeoutMillis = FLUSH_TIMEOUT_MS }: ForceFlushOptions = {},
  ): Promise<void> {
    if (this.#shutdown !== undefined) return await this.#shutdown;
    await Promise.all(
      this.#options.processors.map((processor) =>
        callWithTimeout(processor.forceFlush(), timeoutMillis)
      ),
    );
  }

  /** Takes no more records, and shuts the processors down. */
  shutdown(): Promise<void> {
    this.#sink.isShutdown = true;
    return this.#shutdown ??= Promise.all(
      this.#options.processors.map((processor) => processor.shutdown()),
    ).then(() => {});
  }

  #tellOfFurther(): void {
    if (this.#hasTold) return;
    this.#hasTold = true;
    diag.warn(
      `Cannot keep more than ${MAX_KEPT_SCOPES} loggers: those of further scopes are made anew ` +
        "each time that they are asked for",
    );
  }

  #create(scope: LogSource["scope"]): ApiLogger {
    const { resource, limits, configurator, guard } = this.#options;
    return new Logger({ resource, scope, limits, guard }, this.#sink, configurator(scope));
  }
}

function keyOf({ name, version, schemaUrl, attributes }: LogSource["scope"]): string {
  const entries = Object.entries(attributes ?? {}).sort(([a], [b]) => a < b ? -1 : 1);
  return JSON.stringify([name, version, schemaUrl, entries]);
}
