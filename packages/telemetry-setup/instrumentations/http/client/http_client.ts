import type { Instrumentation } from "../../instrumentation.ts";
import { createClientRequestRecorder } from "./client_request_recorder.ts";
import { createLateClientRecorder } from "./late_client_recorder.ts";
import { observeNodeHttp2 } from "./http2/observe_node_http2.ts";
import { observeFetch } from "./observe_fetch.ts";
import { observeNodeHttp } from "./observe_node_http.ts";
import { observeUndici } from "./observe_undici.ts";
import { observeWebSocket } from "./observe_web_socket.ts";
import { createUnreadResponses, type UnreadResponsesOptions } from "./unread_responses.ts";

/** Options of {@linkcode createHttpClientInstrumentation}. */
export interface HttpClientOptions extends UnreadResponsesOptions {
  /** Leaves it to Deno's own OpenTelemetry, which records what is sent. @default false */
  readonly augment?: boolean;
}

/**
 * Records the HTTP requests that an unchanged application sends: by the global `fetch`, node:http,
 * node:https, node:http2, the npm package undici, and `WebSocket` for its handshake. Each takes the trace context along.
 */
export function createHttpClientInstrumentation(
  { augment = false, ...options }: HttpClientOptions = {},
): Instrumentation {
  return {
    name: "http-client",
    enable(providers, config) {
      const enabled = new DisposableStack();
      if (augment) return enabled;
      const recorder = enabled.use(
        createLateClientRecorder(() => createClientRequestRecorder(providers, config)),
      );
      const unread = createUnreadResponses(options);
      enabled.use(observeFetch(recorder, unread));
      enabled.use(observeNodeHttp(recorder, unread));
      enabled.use(observeNodeHttp2(recorder, unread));
      enabled.use(observeUndici(recorder, unread));
      enabled.use(observeWebSocket(recorder));
      return enabled;
    },
  };
}
