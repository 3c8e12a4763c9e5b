import { SeverityNumber as ApiSeverityNumber, TraceFlags } from "@opentelemetry/api";
import { resourceFromAttributes } from "@opentelemetry/resources";
import type { ReadableLogRecord } from "@opentelemetry/sdk-logs";
import { type LogsData, SeverityNumber } from "../mod.ts";

/** A log record as the npm SDK hands it to exporters; as in `NPM_SPAN`, no count is 0. */
export const NPM_LOG_RECORD: ReadableLogRecord = {
  hrTime: [1_795_368_010, 407_427_123],
  hrTimeObserved: [1_795_368_010, 407_799_000],
  spanContext: {
    traceId: "281a34561eb376d24d96813d75b4dd60",
    spanId: "51b4ed1acf5a0bb5",
    traceFlags: TraceFlags.SAMPLED,
  },
  severityNumber: ApiSeverityNumber.WARN,
  severityText: "WARN",
  eventName: "dice.rolled",
  body: { text: "⚄\n", bytes: new Uint8Array([0, 255]), list: [1, "two", []], nothing: null },
  attributes: { player: "alice", "roll.value": 4 },
  droppedAttributesCount: 1,
  resource: resourceFromAttributes({ "service.name": "dice-server" }),
  instrumentationScope: { name: "diceroller" },
};

/** The same as a record. */
export const NPM_LOG_RECORD_RECORD: LogsData = {
  resourceLogs: [{
    resource: {
      attributes: [{ key: "service.name", value: { stringValue: "dice-server" } }],
      droppedAttributesCount: 0,
      entityRefs: [],
    },
    scopeLogs: [{
      scope: { name: "diceroller", version: "", attributes: [], droppedAttributesCount: 0 },
      logRecords: [{
        timeUnixNano: 1_795_368_010_407_427_123n,
        severityNumber: SeverityNumber.WARN,
        severityText: "WARN",
        body: {
          kvlistValue: {
            values: [
              { key: "text", value: { stringValue: "⚄\n" } },
              { key: "bytes", value: { bytesValue: new Uint8Array([0, 255]) } },
              {
                key: "list",
                value: {
                  arrayValue: {
                    values: [
                      { intValue: 1n },
                      { stringValue: "two" },
                      { arrayValue: { values: [] } },
                    ],
                  },
                },
              },
              { key: "nothing", value: {} },
            ],
          },
        },
        attributes: [
          { key: "player", value: { stringValue: "alice" } },
          { key: "roll.value", value: { intValue: 4n } },
        ],
        droppedAttributesCount: 1,
        flags: 1,
        traceId: "281a34561eb376d24d96813d75b4dd60",
        spanId: "51b4ed1acf5a0bb5",
        observedTimeUnixNano: 1_795_368_010_407_799_000n,
        eventName: "dice.rolled",
      }],
      schemaUrl: "",
    }],
    schemaUrl: "",
  }],
};
