import { startHttpReceiver } from "@otel-deno/otlp-receiver";

/** A receiver that keeps the names of the spans it gets, by OTLP/HTTP. */
export interface SpanCounter extends AsyncDisposable {
  /** Its base URL, for OTEL_EXPORTER_OTLP_ENDPOINT. */
  readonly endpoint: string;
  /** Names of the spans received, in order. */
  readonly spanNames: readonly string[];
}

/** Starts a receiver on a free port of the loopback interface; it takes everything. */
export async function startSpanCounter(): Promise<SpanCounter> {
  const spanNames: string[] = [];
  const receiver = await startHttpReceiver({
    port: 0,
    onTraces({ request: { resourceSpans } }) {
      for (const { scopeSpans } of resourceSpans) {
        for (const { spans } of scopeSpans) spanNames.push(...spans.map(({ name }) => name));
      }
    },
    onExport() {},
  });
  return {
    endpoint: receiver.endpoint,
    spanNames,
    [Symbol.asyncDispose]: () => receiver[Symbol.asyncDispose](),
  };
}
