import { startHttpReceiver } from "@otel-deno/otlp-receiver";

/** A receiver that keeps log records, and the trace ids of spans, by OTLP/HTTP. */
export interface LogKeeper extends AsyncDisposable {
  /** Its base URL, for OTEL_EXPORTER_OTLP_ENDPOINT. */
  readonly endpoint: string;
  readonly records: readonly { readonly body: string; readonly traceId: string }[];
  /** Of all spans. */
  readonly traceIds: ReadonlySet<string>;
}

/** Starts a receiver on a free port of the loopback interface; it takes everything. */
export async function startLogKeeper(): Promise<LogKeeper> {
  const records: LogKeeper["records"][number][] = [];
  const traceIds = new Set<string>();
  const receiver = await startHttpReceiver({
    port: 0,
    onTraces({ request: { resourceSpans } }) {
      for (const { spans } of resourceSpans.flatMap(({ scopeSpans }) => scopeSpans)) {
        for (const { traceId } of spans) traceIds.add(traceId);
      }
    },
    onLogs({ request: { resourceLogs } }) {
      for (const { logRecords } of resourceLogs.flatMap(({ scopeLogs }) => scopeLogs)) {
        for (const { body, traceId } of logRecords) {
          records.push({ body: body?.stringValue ?? "", traceId });
        }
      }
    },
    onExport() {},
  });
  return {
    endpoint: receiver.endpoint,
    records,
    traceIds,
    [Symbol.asyncDispose]: () => receiver[Symbol.asyncDispose](),
  };
}
