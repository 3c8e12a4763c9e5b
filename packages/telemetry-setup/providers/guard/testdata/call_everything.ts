import type { LoggerProvider, MeterProvider, TracerProvider } from "@opentelemetry/api";

/** What an application records with. */
export interface Providers {
  readonly tracerProvider: TracerProvider;
  readonly meterProvider: MeterProvider;
  readonly loggerProvider: LoggerProvider;
}

/**
 * Every call of the OpenTelemetry API, each with what `make` makes in every place.
 *
 * @returns Each call by its name, so that a test can tell which one failed.
 */
export function callEverything(
  { tracerProvider, meterProvider, loggerProvider }: Providers,
  // deno-lint-ignore no-explicit-any -- in place of every type that the API knows
  make: () => any,
): Readonly<Record<string, () => unknown>> {
  const tracer = tracerProvider.getTracer("bad-input");
  const meter = meterProvider.getMeter("bad-input");
  const logger = loggerProvider.getLogger("bad-input");
  const recording = () => tracer.startSpan("recording");
  return {
    getTracer: () => tracerProvider.getTracer(make(), make(), make()).startSpan("x").end(),
    getMeter: () => meterProvider.getMeter(make(), make(), make()).createCounter("x").add(1),
    getLogger: () => loggerProvider.getLogger(make(), make(), make()).emit({ body: "x" }),
    scopeAttributes: () =>
      loggerProvider.getLogger("x", "1", { attributes: { x: make() } }).emit({ body: "x" }),
    startSpan: () => tracer.startSpan(make(), make()).end(),
    startSpanOptions: () =>
      tracer.startSpan("x", {
        kind: make(),
        attributes: { x: make(), ["__proto__"]: make() },
        links: [make(), { context: make() }, {
          context: recording().spanContext(),
          attributes: { x: make() },
        }],
        startTime: make(),
        root: make(),
      }).end(),
    startSpanContext: () => tracer.startSpan("x", {}, make()).end(),
    startActiveSpan: () =>
      tracer.startActiveSpan("x", { attributes: make() }, (span) => span.end(make())),
    setAttribute: () => recording().setAttribute(make(), make()).setAttribute("x", make()).end(),
    setAttributes: () => recording().setAttributes(make()).setAttributes({ x: make() }).end(),
    addEvent: () => recording().addEvent(make(), make(), make()).addEvent("x", { x: make() }).end(),
    addLink: () =>
      recording().addLink(make()).addLinks(make()).addLinks([make()])
        .addLink({ context: recording().spanContext(), attributes: { x: make() } }).end(),
    setStatus: () =>
      recording().setStatus(make()).setStatus({ code: make() })
        .setStatus({ code: 2, message: make() }).end(),
    updateName: () => recording().updateName(make()).end(),
    recordException() {
      const span = recording();
      span.recordException(make(), make());
      span.recordException({ name: make(), message: make(), stack: make() });
      span.end(make());
    },
    emit: () => logger.emit(make()),
    emitBody: () => logger.emit({ body: make() }),
    emitAttributes: () => logger.emit({ attributes: { x: make(), ["__proto__"]: make() } }),
    emitEverything: () =>
      logger.emit({
        eventName: make(),
        timestamp: make(),
        observedTimestamp: make(),
        severityNumber: make(),
        severityText: make(),
        attributes: make(),
        exception: make(),
        context: make(),
      }),
    emitException: () => logger.emit({ exception: { message: make(), code: make() } as never }),
    enabled: () => logger.enabled(make()),
    createCounter: () => meter.createCounter(make(), make()).add(1),
    createHistogram: () =>
      meter.createHistogram("x.advised", {
        description: make(),
        unit: make(),
        valueType: make(),
        advice: { explicitBucketBoundaries: make() },
      }).record(1),
    add: () => meter.createCounter("x.added").add(make(), make(), make()),
    addAttributes: () => meter.createUpDownCounter("x.attributes").add(1, { x: make() }),
    record: () => meter.createHistogram("x.recorded").record(make(), { x: make() }),
    gauge: () => meter.createGauge("x.gauge").record(make(), { x: make() }),
    addCallback() {
      const gauge = meter.createObservableGauge("x.observed");
      gauge.addCallback(make());
      gauge.removeCallback(make());
      gauge.addCallback((result) => {
        result.observe(make(), make());
        result.observe(1, { x: make() });
      });
    },
    addBatchCallback() {
      const gauge = meter.createObservableUpDownCounter("x.observed.together");
      meter.addBatchObservableCallback(make(), make());
      meter.addBatchObservableCallback((result) => {
        result.observe(make(), 1);
        result.observe(gauge, make(), make());
        result.observe(gauge, 1, { x: make() });
      }, [gauge]);
    },
  };
}
