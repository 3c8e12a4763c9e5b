import { once } from "node:events";
import { startHttpReceiver } from "@otel-deno/otlp-receiver";
import type { Resource } from "@otel-deno/otlp";

/** A receiver that keeps the names of the spans it gets, by OTLP/HTTP. */
export interface SpanCounter extends AsyncDisposable {
  /** Its base URL, for OTEL_EXPORTER_OTLP_ENDPOINT. */
  readonly endpoint: string;
  /** Names of the spans received, in order. */
  readonly spanNames: readonly string[];
  /** The spans received, in order. */
  readonly spans: readonly CountedSpan[];
  /** Settles when so many spans have come; rejects after 20 seconds. */
  whenReceived(count: number): Promise<void>;
}

/** A span, and who sent it. */
export interface CountedSpan {
  readonly name: string;
  /** 32 hexadecimal digits. */
  readonly traceId: string;
  /** 16 hexadecimal digits. */
  readonly spanId: string;
  /** Empty where it has no parent. */
  readonly parentSpanId: string;
  /** Attributes of the resource that are texts. */
  readonly resource: Readonly<Record<string, string>>;
}

/** Starts a receiver on a free port of the loopback interface; it takes everything. */
export async function startSpanCounter(): Promise<SpanCounter> {
  const received: CountedSpan[] = [];
  const arrivals = new EventTarget();
  const receiver = await startHttpReceiver({
    port: 0,
    onTraces({ request: { resourceSpans } }) {
      for (const { resource, scopeSpans } of resourceSpans) {
        for (const { spans } of scopeSpans) {
          for (const { name, traceId, spanId, parentSpanId } of spans) {
            const ids = { traceId, spanId, parentSpanId };
            received.push({ name, ...ids, resource: textsOf(resource) });
          }
        }
      }
      arrivals.dispatchEvent(new Event("arrival"));
    },
    onExport() {},
  });
  return {
    endpoint: receiver.endpoint,
    get spanNames() {
      return received.map(({ name }) => name);
    },
    spans: received,
    async whenReceived(count) {
      const signal = AbortSignal.timeout(20_000);
      while (received.length < count) await once(arrivals, "arrival", { signal });
    },
    [Symbol.asyncDispose]: () => receiver[Symbol.asyncDispose](),
  };
}

function textsOf(resource: Resource | undefined): Record<string, string> {
  return Object.fromEntries(
    (resource?.attributes ?? []).flatMap(({ key, value }) =>
      typeof value?.stringValue === "string" ? [[key, value.stringValue]] : []
    ),
  );
}
