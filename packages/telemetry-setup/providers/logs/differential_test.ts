import { deepEqual, ok } from "node:assert/strict";
import type { SeverityNumber } from "@opentelemetry/api";
import { resourceFromAttributes } from "@opentelemetry/resources";
import {
  InMemoryLogRecordExporter,
  LoggerProvider as NpmLoggerProvider,
  type LogRecordProcessor,
  SimpleLogRecordProcessor,
} from "@opentelemetry/sdk-logs";
import { decodeLogs } from "@otel-deno/otlp";
import { createOtlpEncoder } from "../../processors/otlp/otlp_encoder.ts";
import { createGuard } from "../guard/guard.ts";
import { LoggerProvider } from "./logger_provider.ts";
import { Chance, TEXTS } from "./testdata/chance.ts";
import { createChanger } from "./testdata/create_changer.ts";

/** Sequences of calls, each of several records. */
const SEEDS = 1500;
const RESOURCE = resourceFromAttributes({ "service.name": "dice" });

type AnyProvider = NpmLoggerProvider | LoggerProvider;

/** Plays the sequence of a seed, and decodes what is sent of it. */
function play(
  seed: number,
  create: (processors: LogRecordProcessor[], seed: number) => AnyProvider,
) {
  const chance = new Chance(seed);
  const exporter = new InMemoryLogRecordExporter();
  const provider = create(
    [createChanger(seed), new SimpleLogRecordProcessor({ exporter })],
    seed,
  );
  for (let count = 1 + chance.below(6); count > 0; count--) {
    const logger = provider.getLogger(chance.of(TEXTS), chance.maybe(() => chance.of(["1", "2"])), {
      schemaUrl: chance.of(["", "urn:x"]),
      attributes: { a: chance.below(2) },
    });
    const record = chance.record();
    if (logger.enabled(record)) logger.emit(record);
  }
  const bytes = createOtlpEncoder("logs", "protobuf").encode(exporter.getFinishedLogRecords());
  return bytes === undefined ? undefined : decodeLogs(bytes, "protobuf");
}

function settingsOf(seed: number) {
  const chance = new Chance(-seed);
  const config = {
    enabled: chance.below(8) > 0,
    traceBased: chance.below(3) === 0,
    minimumSeverity: chance.of([0, 9, 17]) as SeverityNumber,
  };
  return {
    limits: {
      attributeCountLimit: chance.of([0, 1, 3, 128]),
      attributeValueLengthLimit: chance.of([0.5, 1, 5, Infinity]),
    },
    configurator: () => config,
  };
}

Deno.test("LoggerProvider sends what npm's does, for the same calls of the API", () => {
  let sent = 0;
  for (let seed = 1; seed <= SEEDS; seed++) {
    const npm = play(seed, (processors, seed) => {
      const { limits, configurator } = settingsOf(seed);
      return new NpmLoggerProvider({
        resource: RESOURCE,
        logRecordLimits: limits,
        loggerConfigurator: configurator,
        processors,
      });
    });
    const own = play(seed, (processors, seed) =>
      new LoggerProvider({
        resource: RESOURCE,
        ...settingsOf(seed),
        processors,
        guard: createGuard((count) => ok(false, `seed ${seed}: ${count} repaired`)),
      }));
    deepEqual(own, npm, `seed ${seed}`);
    if (own !== undefined) sent++;
  }
  ok(sent > SEEDS / 2, `${sent} sequences sent anything`);
});
