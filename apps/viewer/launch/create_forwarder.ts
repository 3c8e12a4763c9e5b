import type { ExportRequest } from "@otel-deno/otlp-receiver";
import { describeDestination } from "../../../packages/telemetry-setup/transports/describe_destination.ts";
import { openDelivery } from "../../../packages/telemetry-setup/transports/open_delivery.ts";
import type { Outcome, Route } from "../../../packages/telemetry-setup/transports/route.ts";
import type { Signal } from "../../../packages/telemetry-setup/transports/transport.ts";
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
  /**
   * Sent with every request; names are in lower case.
   *
   * @default none, and `authorization` where the URL holds a user
   */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Told when it begins to fail, and when it works again. */
  readonly onMessage: (message: string) => void;
  /** How much may wait, in bytes; more is dropped. @default 32 MiB */
  readonly maxBytes?: number;
}

/**
 * Sends on what came in, over OTLP/HTTP and as it came in, by the delivery that telemetry-setup has:
 * what its receiver may accept later is tried again without end, as long as there is room for it.
 */
export function createForwarder(
  { url, headers, onMessage, maxBytes = 32 * 1024 ** 2 }: ForwarderOptions,
): Forwarder {
  const destination = describeDestination(url);
  const ignore = () => {};
  const delivery = openDelivery({
    diagnostics: { error: onMessage, warn: onMessage, info: ignore, debug: ignore },
    maxBytes,
    inline: true,
    // Only a spool does, and there is none.
    onDropped: ignore,
  });
  const routes = new Map<Signal, Route>();
  let failing = false;
  let lost = 0;

  function routeFor(signal: Signal): Route {
    const open = routes.get(signal);
    if (open !== undefined) return open;
    const base = new URL(url);
    base.pathname = `${base.pathname.replace(/\/$/, "")}/v1/${signal}`;
    const { username, password } = base;
    // `fetch` takes no URL that holds them.
    base.username = base.password = "";
    const transport = {
      protocol: "http",
      endpoint: base.href,
      headers: {
        ...(username === "" ? {} : { authorization: basic(username, password) }),
        ...headers,
      },
      timeoutMillis: 10_000,
      compression: "gzip",
      userAgent: `otel-deno-viewer/${manifest.version}`,
    } as const;
    // Each request is sent on as it is.
    const route = delivery.open({ signal, transport, maxItems: 1 }, onOutcome);
    routes.set(signal, route);
    return route;
  }

  function fail(reason: string): void {
    if (!failing) onMessage(`Cannot forward to ${destination}: ${reason}`);
    failing = true;
  }

  function onOutcome(outcome: Outcome): void {
    if (outcome.kind === "accepted") {
      lost += outcome.rejectedCount;
      if (!failing) return;
      failing = false;
      return onMessage(`Forwarding to ${destination} again; items lost so far: ${lost}`);
    }
    fail(outcome.reason);
    if (outcome.kind !== "retrying") lost += outcome.itemCount;
  }

  return {
    forward(exported) {
      const { signal, bytes, contentType } = exported;
      const { spans, logs, metricPoints } = countItems(exported.request);
      const itemCount = spans + logs + metricPoints;
      if (itemCount === 0) return;
      routeFor(signal).put(bytes.slice(), {
        contentType: contentType === "application/grpc" ? "application/x-protobuf" : contentType,
        itemCount,
      });
    },
    async close(timeoutMillis) {
      delivery.end();
      const { promise: late, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, timeoutMillis);
      const tried = Promise.all([...routes.values()].map((route) => route.flush()));
      await Promise.race([tried, late]);
      clearTimeout(timer);
      for (const { itemCount } of delivery.settle(0).lost) lost += itemCount;
      delivery.close();
      if (lost > 0) onMessage(`Items that were not forwarded to ${destination}: ${lost}`);
    },
  };
}

function basic(username: string, password: string): string {
  const text = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return `Basic ${new TextEncoder().encode(text).toBase64()}`;
}
