import { encodeLogs, type LogsData } from "@otel-deno/otlp";
import { originOf } from "./origin_of.ts";
import type { StoredLog } from "./stored_items.ts";

/** Takes an export apart into its log records, which get numbers from `firstId` on. */
export function flattenLogs(data: LogsData, firstId: number): StoredLog[] {
  const json = JSON.parse(new TextDecoder().decode(encodeLogs(data, "json")));
  const logs: StoredLog[] = [];
  for (
    const { resource, schemaUrl: resourceSchemaUrl, scopeLogs = [] } of json.resourceLogs ?? []
  ) {
    for (const { scope, schemaUrl: scopeSchemaUrl, logRecords = [] } of scopeLogs) {
      const origin = originOf({ resource, resourceSchemaUrl, scope, scopeSchemaUrl });
      for (const record of logRecords) {
        const scopes = [{ scope, schemaUrl: scopeSchemaUrl, logRecords: [record] }];
        logs.push({
          ...origin,
          log: {
            id: firstId + logs.length,
            timeUnixNano: record.timeUnixNano ?? record.observedTimeUnixNano ?? "0",
            observedTimeUnixNano: record.observedTimeUnixNano ?? "0",
            severityNumber: record.severityNumber ?? 0,
            severityText: record.severityText ?? "",
            body: record.body ?? {},
            eventName: record.eventName ?? "",
            attributes: record.attributes ?? [],
            traceId: record.traceId ?? "",
            spanId: record.spanId ?? "",
            service: origin.service,
            resource: origin.resource,
            scope: origin.scope,
          },
          line: JSON.stringify({
            resourceLogs: [{ resource, scopeLogs: scopes, schemaUrl: resourceSchemaUrl }],
          }) + "\n",
        });
      }
    }
  }
  return logs;
}
