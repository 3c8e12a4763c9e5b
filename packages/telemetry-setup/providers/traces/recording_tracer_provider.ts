import { context, type ContextManager, diag, type TracerProvider } from "@opentelemetry/api";
import type { InstrumentationScope } from "@opentelemetry/core";
import { defaultResource } from "@opentelemetry/resources";
import {
  AlwaysOnSampler,
  type SpanLimits,
  type TracerProviderOptions,
} from "@opentelemetry/sdk-trace";
import { now as readClock } from "../../clock/now.ts";
import type { Guard } from "../guard/guard.ts";
import { guardScopeOptions } from "../guard/guard_scope_options.ts";
import { MAX_KEPT_SCOPES } from "../max_kept_scopes.ts";
import { createParentBasedSampler } from "../samplers/parent_based_sampler.ts";
import { createRandomIds } from "./random_ids.ts";
import { RecordingTracer, type TracerParts } from "./recording_tracer.ts";
import { createSpanMetrics } from "./span_metrics.ts";
import type { SpanSettings } from "./span_settings.ts";

/** Options of {@linkcode RecordingTracerProvider}: those of the SDK's, the clock and contexts. */
export interface RecordingTracerProviderOptions extends TracerProviderOptions {
  /** A reading of `performance.now()`, in milliseconds. @default the clock that all of telemetry reads */
  readonly now?: () => number;
  /** What is registered with the API, without the API in between. @default the API */
  readonly contextManager?: Pick<ContextManager, "active" | "with">;
}

const DEFAULT_COUNT = 128;
const DEFAULT_FLUSH_TIMEOUT_MS = 30_000;

/**
 * The tracer provider of this distribution, in place of the SDK's: it takes the same options, and what
 * is written for the SDK (samplers, processors, exporters, id generators) works with it as it is. Its
 * spans cost a fraction, start and end at times finer than a millisecond, and say of their trace that
 * its id is random. Values of any kind do no harm, in any place.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/trace/sdk/#tracer-provider}
 *
 * @example
 * ```ts
 * import { InMemorySpanExporter, SimpleSpanProcessor } from "@opentelemetry/sdk-trace";
 * import assert from "node:assert/strict";
 * import { createGuard } from "../guard/guard.ts";
 * import { RecordingTracerProvider } from "./recording_tracer_provider.ts";
 *
 * const exporter = new InMemorySpanExporter();
 * const spanProcessors = [new SimpleSpanProcessor({ exporter })];
 * const provider = new RecordingTracerProvider({ spanProcessors }, createGuard(() => {}));
 * provider.getTracer("dice").startSpan("roll", { attributes: { "dice.sides": 6 } }).end();
 * assert.deepEqual(exporter.getFinishedSpans()[0]?.attributes, { "dice.sides": 6 });
 * ```
 */
export class RecordingTracerProvider implements TracerProvider {
  readonly #settings: Omit<SpanSettings, "scope">;
  readonly #parts: TracerParts;
  readonly #tracers = new Map<string, RecordingTracer[]>();
  #tracerCount = 0;

  constructor(options: RecordingTracerProviderOptions, guard: Guard) {
    const limits = completeLimits(options.spanLimits);
    const { meterProvider, now = readClock } = options;
    const maxLength = limits.attributeValueLengthLimit > 0
      ? limits.attributeValueLengthLimit
      : Infinity;
    const rules = (maxCount: number, simple: boolean) => ({ guard, maxCount, maxLength, simple });
    this.#settings = {
      resource: options.resource ?? defaultResource(),
      limits,
      rules: {
        span: rules(limits.attributeCountLimit, false),
        event: rules(limits.attributePerEventCountLimit, true),
        link: rules(limits.attributePerLinkCountLimit, false),
      },
      processors: [...options.spanProcessors ?? []],
      guard,
      metrics: meterProvider === undefined ? undefined : createSpanMetrics(meterProvider),
      now,
    };
    const randomIds = options.idGenerator === undefined ? createRandomIds() : undefined;
    this.#parts = {
      sampler: options.sampler ?? createParentBasedSampler({ root: new AlwaysOnSampler() }),
      ids: options.idGenerator ?? randomIds!,
      randomIds,
      contexts: options.contextManager ?? context,
    };
  }

  getTracer(
    ...[givenName, givenVersion, options]: Parameters<TracerProvider["getTracer"]>
  ): RecordingTracer {
    const { guard } = this.#settings;
    const name = guard.text(givenName);
    const version = guard.text(givenVersion);
    const schemaUrl = options === undefined
      ? undefined
      : guardScopeOptions(options, guard).schemaUrl;
    const known = this.#tracers.get(name) ?? [];
    const found = known.find(({ settings: { scope } }) =>
      isSame(scope.version, version) && isSame(scope.schemaUrl, schemaUrl)
    );
    if (found !== undefined) return found;
    const scope = { name, version, schemaUrl } as InstrumentationScope;
    const tracer = new RecordingTracer({ ...this.#settings, scope }, this.#parts);
    if (this.#tracerCount < MAX_KEPT_SCOPES) this.#tracers.set(name, [...known, tracer]);
    else if (this.#tracerCount === MAX_KEPT_SCOPES) {
      diag.warn(
        `Cannot keep more than ${MAX_KEPT_SCOPES} tracers: those of further scopes are made anew ` +
          "each time that they are asked for",
      );
    }
    this.#tracerCount++;
    return tracer;
  }

  /**
   * Has all processors export what they have, and waits for them.
   *
   * @param options.timeoutMillis How long to wait for each. @default 30000
   * @throws {AggregateError} With what failed, or was not done in time.
   */
  async forceFlush(options?: { readonly timeoutMillis?: number }): Promise<void> {
    const timeoutMillis = options?.timeoutMillis ?? DEFAULT_FLUSH_TIMEOUT_MS;
    const results = await Promise.allSettled(
      this.#settings.processors.map((processor) =>
        withTimeout(async () => await processor.forceFlush(), timeoutMillis)
      ),
    );
    const errors = results.filter((result) => result.status === "rejected")
      .map(({ reason }) => reason);
    if (errors.length > 0) {
      throw new AggregateError(errors, "Cannot flush spans: some processors have failed");
    }
  }

  /** Shuts all processors down, and waits for them. */
  async shutdown(): Promise<void> {
    await Promise.all(
      this.#settings.processors.map(async (processor) => await processor.shutdown()),
    );
  }
}

/** An empty version or schema is none. */
function isSame(a: string | undefined, b: string | undefined): boolean {
  return a === b || (a ?? "") === (b ?? "");
}

function completeLimits(limits: SpanLimits = {}): Required<SpanLimits> {
  return {
    attributeCountLimit: limits.attributeCountLimit ?? DEFAULT_COUNT,
    attributeValueLengthLimit: limits.attributeValueLengthLimit ?? Infinity,
    eventCountLimit: limits.eventCountLimit ?? DEFAULT_COUNT,
    linkCountLimit: limits.linkCountLimit ?? DEFAULT_COUNT,
    attributePerEventCountLimit: limits.attributePerEventCountLimit ?? DEFAULT_COUNT,
    attributePerLinkCountLimit: limits.attributePerLinkCountLimit ?? DEFAULT_COUNT,
  };
}

async function withTimeout(action: () => Promise<void>, milliseconds: number): Promise<void> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => reject(new Error(`Cannot flush a span processor: not done within ${milliseconds} ms`)),
    milliseconds,
  );
  try {
    await Promise.race([action(), promise]);
  } finally {
    clearTimeout(timer);
  }
}
