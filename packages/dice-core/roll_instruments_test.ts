import { deepEqual, equal, notEqual, throws } from "node:assert/strict";
import { context, metrics, trace } from "@opentelemetry/api";
import {
  AggregationTemporality,
  DataPointType,
  MeterProvider,
  type MetricData,
  MetricReader,
} from "@opentelemetry/sdk-metrics";
import {
  InMemorySpanExporter,
  SimpleSpanProcessor,
  StackContextManager,
  TracerProvider,
} from "@opentelemetry/sdk-trace";
import { rollDice } from "./mod.ts";
import { rollInstruments } from "./roll_instruments.ts";

Deno.test("rollDice() makes one span with an integer roll.value per roll", async () => {
  await using telemetry = recordRolls();
  rollDice(3, { random: drawing(0.2, 0.99, 0) });

  deepEqual(
    telemetry.spans().map((span) => [
      span.name,
      span.instrumentationScope.name,
      span.attributes,
    ]),
    [2, 6, 1].map((value) => ["roll", "diceroller.tracer", { "roll.value": value }]),
  );
});

Deno.test("rollDice() makes its spans children of the active span", async () => {
  await using telemetry = recordRolls();
  const parent = trace.getTracer("test").startActiveSpan("parent", (span) => {
    rollDice(2);
    span.end();
    return span.spanContext();
  });

  const rolls = telemetry.spans().filter((span) => span.name === "roll");
  deepEqual(rolls.map((span) => span.parentSpanContext?.spanId), [parent.spanId, parent.spanId]);
  deepEqual(rolls.map((span) => span.spanContext().traceId), [parent.traceId, parent.traceId]);
});

Deno.test("rollDice() makes each roll the active span while it draws", async () => {
  await using telemetry = recordRolls();
  let active: string | undefined;
  rollDice(1, {
    random: () => {
      active = trace.getActiveSpan()?.spanContext().spanId;
      return 0;
    },
  });

  equal(active, telemetry.spans()[0]?.spanContext().spanId);
  equal(trace.getActiveSpan(), undefined);
});

Deno.test("rollDice() ends the span, when the source throws", async () => {
  await using telemetry = recordRolls();
  const random = () => {
    throw new Error("no chance");
  };

  throws(() => rollDice(1, { random }), /no chance/);
  equal(telemetry.spans().length, 1);
});

Deno.test("rollDice() counts the rolls by value", async () => {
  await using telemetry = recordRolls();
  rollDice(4, { random: drawing(0, 0.99, 0, 0.2) });

  const { meter, metric } = await telemetry.counter();
  equal(meter, "diceroller.meter");
  equal(metric.dataPointType, DataPointType.SUM);
  equal(metric.aggregationTemporality, AggregationTemporality.CUMULATIVE);
  deepEqual(
    [metric.descriptor.name, metric.descriptor.description, metric.descriptor.unit],
    ["dice.rolls", "The number of rolls by roll value", "{roll}"],
  );
  deepEqual(metric.dataPoints.map((point) => [point.attributes, point.value]), [
    [{ "roll.value": 1 }, 2],
    [{ "roll.value": 6 }, 1],
    [{ "roll.value": 2 }, 1],
  ]);
});

Deno.test("rollDice() records nothing, when rolls is out of range", async () => {
  await using telemetry = recordRolls();
  throws(() => rollDice(0), RangeError);
  deepEqual(telemetry.spans(), []);
});

Deno.test("rollDice() records, when the SDK is registered after its first roll", async () => {
  deepEqual(rollDice(1, { random: () => 0.5 }), [4]);
  await using telemetry = recordRolls();
  rollDice(1, { random: () => 0.5 });

  equal(telemetry.spans().length, 1);
  equal((await telemetry.counter()).metric.dataPoints[0]?.value, 1);
});

Deno.test("rollDice() records into the newer SDK, when telemetry is started twice", async () => {
  await using telemetry = recordRolls();
  rollDice(1);
  unregister();
  await using newer = recordRolls();
  rollDice(2, { random: () => 0 });

  equal(telemetry.spans().length, 1);
  equal(newer.spans().length, 2);
  equal((await newer.counter()).metric.dataPoints[0]?.value, 2);
});

Deno.test("rollDice() returns the same values with and without an SDK", async () => {
  const draws = Array.from({ length: 60 }, (_, i) => i / 60);
  const without = rollDice(60, { random: drawing(...draws) });
  await using telemetry = recordRolls();
  const withSdk = rollDice(60, { random: drawing(...draws) });

  deepEqual(withSdk, without);
  equal(telemetry.spans().length, 60);
});

Deno.test("rollInstruments() returns the same object, until a provider changes", async () => {
  const before = rollInstruments();
  equal(rollInstruments(), before);
  await using _telemetry = recordRolls();
  const after = rollInstruments();
  notEqual(after, before);
  equal(rollInstruments(), after);
});

/** Registers in-memory providers; unregisters and shuts them down when disposed. */
function recordRolls() {
  const exporter = new InMemorySpanExporter();
  const tracerProvider = new TracerProvider({
    spanProcessors: [new SimpleSpanProcessor({ exporter })],
  });
  const reader = new ManualReader();
  const meterProvider = new MeterProvider({ readers: [reader] });
  context.setGlobalContextManager(new StackContextManager().enable());
  trace.setGlobalTracerProvider(tracerProvider);
  metrics.setGlobalMeterProvider(meterProvider);

  return {
    spans: () => exporter.getFinishedSpans(),
    async counter(): Promise<{ meter: string | undefined; metric: CounterData }> {
      const { resourceMetrics } = await reader.collect();
      const scope = resourceMetrics.scopeMetrics[0];
      return { meter: scope?.scope.name, metric: scope?.metrics[0] as CounterData };
    },
    async [Symbol.asyncDispose]() {
      unregister();
      await tracerProvider.shutdown();
      await meterProvider.shutdown();
    },
  };
}

type CounterData = Extract<MetricData, { dataPointType: DataPointType.SUM }>;

class ManualReader extends MetricReader {
  protected override onShutdown(): Promise<void> {
    return Promise.resolve();
  }
  protected override onForceFlush(): Promise<void> {
    return Promise.resolve();
  }
}

function unregister(): void {
  trace.disable();
  metrics.disable();
  context.disable();
}

function drawing(...draws: number[]): () => number {
  return () => draws.shift() ?? NaN;
}
