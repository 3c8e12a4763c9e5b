import {
  type ExportRequest,
  type Receiver,
  startGrpcReceiver,
  startHttpReceiver,
  startReceiver as startOtlpReceiver,
} from "@otel-deno/otlp-receiver";
import { createApi } from "../api/create_api.ts";
import type { TelemetryStore } from "../contract/mod.ts";
import manifest from "../deno.json" with { type: "json" };
import { startApi } from "./start_api.ts";
import { storeExports } from "./store_exports.ts";
import type { ViewerOptions } from "./viewer_options.ts";
import { withPortHolder } from "./with_port_holder.ts";

/** What a viewer is made of. */
export interface ViewerParts {
  readonly store: TelemetryStore;
  /** What clients have to show. @default nothing */
  readonly token?: string | undefined;
  /** The folder of the pages. */
  readonly pages: string;
  /** Told what people should know, a line at a time. */
  readonly onMessage: (message: string) => void;
  /** Also given everything that comes in. */
  readonly print?: ((exported: ExportRequest) => void) | undefined;
}

/** A running viewer. Disposing of it stores and sends on what came in, and closes the store. */
export interface Viewer extends AsyncDisposable {
  /** Scheme, host and port of pages and API. */
  readonly url: string;
  /** Scheme, host and port for OTLP over HTTP. */
  readonly otlpHttp: string;
  /** Scheme, host and port for OTLP over gRPC. */
  readonly otlpGrpc: string;
}

/** How long requests, and what is to be forwarded, may take at the end, in milliseconds. */
const CLOSE_TIMEOUT = 3000;

/**
 * Starts receivers, API and pages in this process. Whatever fails, what was started before is ended.
 *
 * @throws {Error} If it cannot listen on one of the ports; the message says who does.
 */
export async function startViewer(
  { host, port, otlpHttpPort, otlpGrpcPort, forward, forwardHeaders, unsafe }: ViewerOptions,
  { store, token, pages, onMessage, print }: ViewerParts,
): Promise<Viewer> {
  const ending: (() => PromiseLike<void>)[] = [() => store.close()];
  const close = async () => {
    for (const end of ending.splice(0).reverse()) await end();
  };
  const others: ((exported: ExportRequest) => void)[] = [];
  if (print !== undefined) others.push(print);
  if (forward !== undefined) {
    // Most viewers do not send on: it would take a third of the start.
    const { createForwarder } = await import("./create_forwarder.ts");
    const forwarder = createForwarder({ url: forward, headers: forwardHeaders, onMessage });
    others.push((exported) => forwarder.forward(exported));
    ending.push(() => forwarder.close(CLOSE_TIMEOUT));
  }
  const receiverOptions = {
    ...storeExports({ store, others, onMessage }),
    hostname: host,
    closeTimeoutMillis: CLOSE_TIMEOUT,
    unsafe,
    ...(token === undefined ? {} : { token }),
  };
  const startReceiver = async (
    option: string,
    port: number,
    start: (options: typeof receiverOptions & { readonly port: number }) => Promise<Receiver>,
  ) => {
    const receiver = await withPortHolder(
      () => start({ ...receiverOptions, port }),
      { hostname: host, port, option },
    );
    ending.push(() => receiver[Symbol.asyncDispose]());
    return receiver;
  };
  try {
    const onePort = otlpGrpcPort === otlpHttpPort && otlpHttpPort !== 0;
    const otlpHttp = await startReceiver(
      "--otlp-http-port",
      otlpHttpPort,
      onePort ? startOtlpReceiver : startHttpReceiver,
    );
    const closing = new AbortController();
    // Pages are served before it is known where the last of the receivers is.
    const receiver = Promise.withResolvers<{ httpPort: number; grpcPort: number }>();
    const api = createApi(store, {
      server: `otel-deno-viewer/${manifest.version}`,
      hostname: host,
      pages,
      receiver: receiver.promise,
      signal: closing.signal,
      onError: (error) => onMessage(`Cannot answer a request: ${error}`),
      ...(token === undefined ? {} : { token }),
    });
    const server = await withPortHolder(
      () => startApi(api.fetch, { hostname: host, port }),
      { hostname: host, port, option: "--port" },
    );
    ending.push(() => {
      closing.abort();
      return server.close(CLOSE_TIMEOUT);
    });
    const otlpGrpc = onePort
      ? otlpHttp
      : await startReceiver("--otlp-grpc-port", otlpGrpcPort, startGrpcReceiver);
    receiver.resolve({
      httpPort: portOf(otlpHttp.endpoint),
      grpcPort: portOf(otlpGrpc.endpoint),
    });
    return {
      url: server.url,
      otlpHttp: otlpHttp.endpoint,
      otlpGrpc: otlpGrpc.endpoint,
      [Symbol.asyncDispose]: close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** 80 is not written out. */
function portOf(endpoint: string): number {
  return Number(new URL(endpoint).port || "80");
}
