import type { ExportRequest } from "@otel-deno/otlp-receiver";
import { describeDestination } from "../../../packages/telemetry-setup/transports/describe_destination.ts";
import { createInlineDelivery } from "../../../packages/telemetry-setup/transports/inline_delivery.ts";
import type {
  Signal,
  Transport,
  Verdict,
} from "../../../packages/telemetry-setup/transports/transport.ts";
import { countItems } from "../api/data/count_items.ts";
import manifest from "../deno.json" with { type: "json" };

/** Sends on what came in. */
export interface Forwarder {
  /** Never waits and never throws. */
  forward(exported: ExportRequest): void;
  /** Sends what is left, for so long at most. */
  close(timeoutMillis: number): Promise<void>;
}

/** Options of {@linkcode createForwarder}. */
export interface ForwarderOptions {
  /** As in `OTEL_EXPORTER_OTLP_ENDPOINT`: the path of the signal is added. */
  readonly url: string;
  /** Told when it begins to fail, and when it works again. */
  readonly onMessage: (message: string) => void;
  /** How much may wait, in bytes; more is dropped. @default 32 MiB */
  readonly maxBytes?: number;
}

/**
 * Sends on what came in, over OTLP/HTTP and as it came in, by the delivery that telemetry-setup has:
 * tried again for 30 seconds where the receiver allows it.
 */
export function createForwarder(
  { url, onMessage, maxBytes = 32 * 1024 ** 2 }: ForwarderOptions,
): Forwarder {
  const destination = describeDestination(url);
  const delivery = createInlineDelivery({ onRetry: (_, reason) => fail(reason) });
  const transports = new Map<Signal, Transport>();
  const pending = new Set<Promise<void>>();
  let pendingBytes = 0;
  let failing = false;
  let lost = 0;

  function transportFor(signal: Signal): Transport {
    const open = transports.get(signal);
    if (open !== undefined) return open;
    const base = new URL(url);
    base.pathname = `${base.pathname.replace(/\/$/, "")}/v1/${signal}`;
    const { username, password } = base;
    // `fetch` takes no URL that holds them.
    base.username = base.password = "";
    const transport = delivery.open({
      protocol: "http",
      endpoint: base.href,
      headers: username === "" ? {} : { authorization: basic(username, password) },
      timeoutMillis: 10_000,
      compression: "gzip",
      userAgent: `otel-deno-viewer/${manifest.version}`,
    }, 30_000);
    transports.set(signal, transport);
    return transport;
  }

  function fail(reason: string): void {
    if (!failing) onMessage(`Cannot forward to ${destination}: ${reason}`);
    failing = true;
  }

  function lose(itemCount: number, reason: string): void {
    fail(reason);
    lost += itemCount;
  }

  function settle(verdict: Verdict, itemCount: number): void {
    if (verdict.outcome !== "accepted") return lose(itemCount, verdict.reason);
    lost += verdict.rejectedCount;
    if (!failing) return;
    failing = false;
    onMessage(`Forwarding to ${destination} again; items lost so far: ${lost}`);
  }

  return {
    forward(exported) {
      const { signal, bytes, contentType } = exported;
      const { spans, logs, metricPoints } = countItems(exported.request);
      const itemCount = spans + logs + metricPoints;
      if (itemCount === 0) return;
      if (pendingBytes + bytes.length > maxBytes) {
        return lose(itemCount, `more than ${maxBytes} bytes are waiting`);
      }
      pendingBytes += bytes.length;
      const sent: Promise<void> = transportFor(signal).send(bytes.slice(), {
        signal,
        contentType: contentType === "application/grpc" ? "application/x-protobuf" : contentType,
        encoding: "identity",
        itemCount,
      }).then((verdict) => settle(verdict, itemCount), (error) => lose(itemCount, String(error)))
        .finally(() => {
          pendingBytes -= bytes.length;
          pending.delete(sent);
        });
      pending.add(sent);
    },
    async close(timeoutMillis) {
      delivery.end();
      const { promise: late, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, timeoutMillis);
      await Promise.race([Promise.all(pending), late]);
      clearTimeout(timer);
      delivery.close();
      if (lost > 0) onMessage(`Items that were not forwarded to ${destination}: ${lost}`);
    },
  };
}

function basic(username: string, password: string): string {
  const text = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return `Basic ${new TextEncoder().encode(text).toBase64()}`;
}
