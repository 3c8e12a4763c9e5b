import { logs, metrics, trace } from "@opentelemetry/api";
import assert from "node:assert/strict";
import { toInstrumentationConfig } from "./config/instrumentation_config.ts";
import { INSTRUMENTATIONS } from "./config/instrumentation_names.ts";
import type { Diagnostics } from "./diagnostics/diagnostics.ts";
import type { Instrumentation } from "./instrumentations/instrumentation.ts";
import { createWorkerInstrumentation } from "./instrumentations/worker/worker.ts";
import { runningConfig } from "./instrumentations/running_config.ts";
import { createPropagator } from "./providers/create_propagator.ts";
import { createEnvironmentCarrier } from "./providers/propagators/environment_carrier.ts";
import { createInstrumentations, startInstrumentations } from "./start_instrumentations.ts";

const PROVIDERS = {
  tracerProvider: trace.getTracerProvider(),
  meterProvider: metrics.getMeterProvider(),
  loggerProvider: logs.getLoggerProvider(),
};
const WORKER = createWorkerInstrumentation({
  entry: new URL("./worker_entry.ts", import.meta.url),
  scriptEntry: new URL("./register_sync.cjs", import.meta.url),
  mainModule: () => undefined,
  connectDelivery: () => undefined,
  enter() {},
});
const SURROUNDINGS = {
  outputToStderr: false,
  augment: false,
  worker: WORKER,
  collectsMetrics: true,
  environment: createEnvironmentCarrier(createPropagator({}), () => undefined),
  npmInstrumentations: new Map<string, string>(),
  diagnostics: console,
};

/** What is enabled and ended, in order, and what is said about it. */
function start(own: object, throwing: readonly string[] = []) {
  const config = toInstrumentationConfig({ distribution: { otel_deno: own } });
  const events: string[] = [];
  const lines: string[] = [];
  const say = (line: string) => void lines.push(line);
  const diagnostics: Diagnostics = { error: say, warn: say, info: say, debug: say };
  const instrumentations = ["hono", "console", "deno-command"].map((name): Instrumentation => ({
    name,
    enable(providers, given) {
      assert.equal(providers, PROVIDERS);
      assert.equal(given, config);
      if (throwing.includes(name)) throw new Error("out of reach");
      events.push(`+${name}`);
      return { [Symbol.dispose]: () => void events.push(`-${name}`) };
    },
  }));
  const options = { ...SURROUNDINGS, config, diagnostics, instrumentations };
  startInstrumentations(PROVIDERS, options)[Symbol.dispose]();
  return { events, lines };
}

Deno.test("createInstrumentations() creates all that the list has", () => {
  const names = createInstrumentations(SURROUNDINGS).map(({ name }) => name);
  // The handler for @std/log is created by the application.
  const listed = INSTRUMENTATIONS.map(({ name }) => name).filter((name) => name !== "std-log");
  assert.deepEqual(names.toSorted(), listed.toSorted());
});

Deno.test("startInstrumentations() enables what is on, and ends it in reverse order", () => {
  assert.deepEqual(start({}).events, ["+hono", "+console", "-console", "-hono"]);
  assert.deepEqual(start({ disabled_instrumentations: ["hono"] }).events, ["+console", "-console"]);
  assert.deepEqual(start({ disabled_instrumentations: ["*"] }).events, []);
  assert.deepEqual(start({ enabled_instrumentations: ["deno-command"] }).events, [
    "+deno-command",
    "-deno-command",
  ]);
});

Deno.test("startInstrumentations() says in a line which one cannot be enabled, and goes on", () => {
  const { events, lines } = start({}, ["hono"]);
  assert.deepEqual(events, ["+console", "-console"]);
  assert.deepEqual(lines, ["Cannot enable the instrumentation hono: out of reach"]);
});

Deno.test("startInstrumentations() leaves everything as it was, when it is ended", () => {
  const { serve } = Deno;
  const { Worker } = globalThis;
  const { terminate } = Worker.prototype;
  const { log, table } = console;
  const config = toInstrumentationConfig({});
  const options = { ...SURROUNDINGS, outputToStderr: true, config };
  {
    using _started = startInstrumentations(PROVIDERS, options);
    assert.notEqual(Deno.serve, serve);
    assert.notEqual(console.log, log);
    assert.notEqual(globalThis.Worker, Worker);
    assert.equal(runningConfig(), config);
  }
  assert.equal(Deno.serve, serve);
  assert.equal(console.log, log);
  assert.equal(console.table, table);
  assert.equal(globalThis.Worker, Worker);
  assert.equal(Worker.prototype.terminate, terminate);
  assert.equal(runningConfig(), undefined);
});

Deno.test("finish() ends what cannot go on until the last collection, each once", () => {
  const events: string[] = [];
  const instrumentations = ["hono", "runtime-metrics"].map((name): Instrumentation => ({
    name,
    enable: () => ({
      ...name === "runtime-metrics" && { finish: () => void events.push(`finish ${name}`) },
      [Symbol.dispose]: () => void events.push(`-${name}`),
    }),
  }));
  const config = toInstrumentationConfig({});
  const options = { ...SURROUNDINGS, config, diagnostics: console, instrumentations };
  const started = startInstrumentations(PROVIDERS, options);
  started.finish();
  started.finish();
  assert.deepEqual(events, ["finish runtime-metrics", "-hono"]);
});

Deno.test("startInstrumentations() keeps the console off standard output, also where it is not observed", () => {
  const { log } = console;
  const config = toInstrumentationConfig({
    distribution: { otel_deno: { disabled_instrumentations: ["*"] } },
  });
  for (const outputToStderr of [true, false]) {
    using _started = startInstrumentations(PROVIDERS, {
      ...SURROUNDINGS,
      outputToStderr,
      config,
    });
    assert.equal(console.log !== log, outputToStderr);
  }
});
