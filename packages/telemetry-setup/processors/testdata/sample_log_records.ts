import { type HrTime, ROOT_CONTEXT, SeverityNumber, trace } from "@opentelemetry/api";
import { resourceFromAttributes } from "@opentelemetry/resources";
import {
  InMemoryLogRecordExporter,
  LoggerProvider,
  type ReadableLogRecord,
  SimpleLogRecordProcessor,
} from "@opentelemetry/sdk-logs";

/**
 * Emits two log records with the npm SDK, the same ones at each call: the dice server's warning
 * inside a span, and an event outside of any span whose body has a value of every kind.
 */
export function sampleLogRecords(): ReadableLogRecord[] {
  const exporter = new InMemoryLogRecordExporter();
  const provider = new LoggerProvider({
    resource: resourceFromAttributes({ "service.name": "dice-server" }),
    processors: [new SimpleLogRecordProcessor({ exporter })],
    logRecordLimits: { attributeCountLimit: 2 },
  });

  provider.getLogger("dice-server", "1.0.0").emit({
    timestamp: at(407_427_000),
    observedTimestamp: at(407_799_000),
    severityNumber: SeverityNumber.WARN,
    severityText: "WARN",
    body: "alice is rolling the dice: 4",
    attributes: { player: "alice", "roll.value": 4, dropped: "the third of two" },
    context: trace.setSpanContext(ROOT_CONTEXT, {
      traceId: "281a34561eb376d24d96813d75b4dd60",
      spanId: "51b4ed1acf5a0bb5",
      traceFlags: 3,
    }),
  });
  provider.getLogger("events").emit({
    timestamp: at(408_000_000),
    observedTimestamp: at(408_000_000),
    eventName: "dice.rolled",
    body: {
      text: "⚄\n",
      int: 4,
      double: 0.5,
      yes: true,
      nothing: null,
      bytes: new Uint8Array([0, 255]),
      list: [1, "two", []],
      map: { "": {} },
    },
  });
  return exporter.getFinishedLogRecords();
}

function at(nanos: number): HrTime {
  return [1_795_368_010, nanos];
}
