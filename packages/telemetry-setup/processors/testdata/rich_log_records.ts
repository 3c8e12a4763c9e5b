import { type HrTime, ROOT_CONTEXT, type SeverityNumber, trace } from "@opentelemetry/api";
import { resourceFromAttributes } from "@opentelemetry/resources";
import {
  InMemoryLogRecordExporter,
  LoggerProvider,
  type ReadableLogRecord,
  SimpleLogRecordProcessor,
} from "@opentelemetry/sdk-logs";
import { EVERY_VALUE } from "./every_value.ts";

const TIME: HrTime = [1_795_368_010, 407_427_001];
const OBSERVED: HrTime = [1_795_368_011, 999_999_999];
const IN_SPAN = trace.setSpanContext(ROOT_CONTEXT, {
  traceId: "281a34561eb376d24d96813d75b4dd60",
  spanId: "51b4ed1acf5a0bb5",
  traceFlags: 3,
});

/**
 * Emits log records with the npm SDK, the same ones at each call: every severity; every value as
 * body, in a map as body and as attribute; inside and outside of a span; of two resources, and of a
 * scope with attributes.
 */
export function richLogRecords(): ReadableLogRecord[] {
  const exporter = new InMemoryLogRecordExporter();
  const first = createProvider(exporter, "dice-server");
  const second = createProvider(exporter, "viewer");

  const severities = first.getLogger("severities", "1.0.0", { schemaUrl: "https://example.org/1" });
  for (let severityNumber = 0; severityNumber <= 24; severityNumber++) {
    severities.emit({
      timestamp: TIME,
      observedTimestamp: OBSERVED,
      severityNumber: severityNumber as SeverityNumber,
      severityText: severityNumber === 13 ? "WARN" : "",
      body: "alice is rolling the dice: 4",
      context: severityNumber % 2 === 0 ? IN_SPAN : ROOT_CONTEXT,
    });
  }
  const values = first.getLogger("values");
  for (const [eventName, body] of Object.entries({ ...EVERY_VALUE, map: EVERY_VALUE })) {
    values.emit({ timestamp: TIME, observedTimestamp: OBSERVED, eventName, body });
  }
  const attributes = Object.entries(EVERY_VALUE).concat([["one", 1], ["too many", 2]]);
  second.getLogger("").emit({
    timestamp: TIME,
    observedTimestamp: OBSERVED,
    body: "attributes",
    attributes: Object.fromEntries(attributes),
  });
  const records = exporter.getFinishedLogRecords();
  return [...records, withScopeAttributes(records[0]!)];
}

/** The SDK makes no such scopes, but its types have them. */
function withScopeAttributes(record: ReadableLogRecord): ReadableLogRecord {
  const instrumentationScope = {
    ...record.instrumentationScope,
    attributes: { "library.language": "de", "library.flags": [1, 2] },
    droppedAttributesCount: 300,
  };
  return Object.create(record, { instrumentationScope: { value: instrumentationScope } });
}

function createProvider(exporter: InMemoryLogRecordExporter, name: string): LoggerProvider {
  return new LoggerProvider({
    resource: resourceFromAttributes({ "service.name": name }),
    processors: [new SimpleLogRecordProcessor({ exporter })],
    logRecordLimits: { attributeCountLimit: Object.keys(EVERY_VALUE).length + 1 },
  });
}
